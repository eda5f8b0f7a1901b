#include "importer/history/job_names.hpp"

#include "parsers/archives.hpp"
#include "tests/importer/folder.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <sys/stat.h>
#include <array>
#include <string>

using namespace importer::history;

BOOST_AUTO_TEST_SUITE(history_job_names)

namespace {

/// "job|branch" of a build.
std::string told(JobNames& names, const std::string& build) {
  const auto name = names.of(job_folders(build));
  return name.job + "|" + name.branch;
}

std::string told(const std::string& build) {
  JobNames names;
  return told(names, build);
}

const std::string shop = "/home.tar/jobs/shop/branches/";
const std::string mangled = shop + "feature-x.k3jd92";

std::string of_branch(const std::string& name) {
  return "<flow-definition><properties><x.BranchJobProperty><branch><head><name>" + name +
         "</name></head></branch></x.BranchJobProperty></properties></flow-definition>";
}

/// That of a job in an archive which has these files in its folder.
std::string told_by(const std::vector<std::pair<std::string, std::string>>& files) {
  JobNames names;
  for (const auto& [name, bytes] : files) {
    names.take(mangled + "/" + name, [&bytes = bytes] { return bytes; });
  }
  return told(names, mangled + "/builds/7");
}

}  // namespace

BOOST_AUTO_TEST_CASE(are_those_of_the_folders_where_nothing_is_told) {
  BOOST_TEST(told("/jobs/shop/builds/7") == "shop|");
  BOOST_TEST(told("/jobs/team/jobs/shop/branches/main/builds/7") == "team/shop/main|main");
  BOOST_TEST(told("/jobs/shop/configurations/axis-os/linux/builds/3") == "shop/axis-os/linux|");
  BOOST_TEST(
      told("/jobs/shop/branches/main/configurations/axis-os/linux/builds/3") ==
      "shop/main/axis-os/linux|main"
  );
  BOOST_TEST(told("/backup/shop/builds/7") == "shop|");
  BOOST_TEST(told("/backup/branches/main/builds/7") == "main|main");
  BOOST_TEST(told(mangled + "/builds/7") == "shop/feature-x.k3jd92|feature-x.k3jd92");
  BOOST_TEST(told("/builds/7") == "|");
  BOOST_TEST(told("/jobs/builds/7") == "|");
}

BOOST_AUTO_TEST_CASE(of_branches_are_decoded_where_old_folders_have_them) {
  BOOST_TEST(told(shop + "feature%2Fx/builds/7") == "shop/feature%2Fx|feature/x");
  BOOST_TEST(told(shop + "100%25%20%c3%a4/builds/7") == "shop/100%25%20%c3%a4|100% \u00e4");
  BOOST_TEST(told(shop + "odd%2/builds/7") == "shop/odd%2|odd%2");
  BOOST_TEST(told(shop + "odd%xy%/builds/7") == "shop/odd%xy%|odd%xy%");
  BOOST_TEST(told("/jobs/a%2Fb/builds/7") == "a%2Fb|");
}

BOOST_AUTO_TEST_CASE(stand_in_a_file_in_the_folder) {
  BOOST_TEST(told_by({{"name-utf8.txt", "feature%2Fx"}}) == "shop/feature%2Fx|feature/x");
  BOOST_TEST(told_by({{"name-utf8.txt", " feature%2Fx\n"}}) == "shop/feature%2Fx|feature/x");
  BOOST_TEST(told_by({{"name-utf8.txt", "100%25 [x]"}}) == "shop/100%25 [x]|100% [x]");
}

BOOST_AUTO_TEST_CASE(stand_in_the_configuration_where_that_file_is_missing) {
  BOOST_TEST(told_by({{"config.xml", of_branch("feature/x")}}) == "shop/feature%2Fx|feature/x");
  BOOST_TEST(
      told_by({{"config.xml", of_branch("a#b%c?d[e]f\\g")}}) ==
      "shop/a%23b%25c%3Fd%5Be%5Df%5Cg|a#b%c?d[e]f\\g"
  );
  const auto both = "shop/feature%2Fx|feature/x";
  BOOST_TEST(
      told_by({{"config.xml", of_branch("other")}, {"name-utf8.txt", "feature%2Fx"}}) == both
  );
  BOOST_TEST(
      told_by({{"name-utf8.txt", "feature%2Fx"}, {"config.xml", of_branch("other")}}) == both
  );
  BOOST_TEST(told_by({{"name-utf8.txt", " \n"}, {"config.xml", of_branch("feature/x")}}) == both);
}

BOOST_AUTO_TEST_CASE(are_told_by_a_build_where_nothing_else_does) {
  const auto told_by_build = [](const std::string& build) {
    JobNames names;
    names.take_head(job_folders(build), "feature/x");
    names.take_head(job_folders(build), "later");
    return told(names, build);
  };
  BOOST_TEST(told_by_build(mangled + "/builds/7") == "shop/feature%2Fx|feature/x");
  BOOST_TEST(told_by_build("/backup/feature-x.k3jd92/builds/7") == "feature%2Fx|feature/x");
  // Somebody made that job and named it.
  BOOST_TEST(told_by_build("/jobs/nightly/builds/7") == "nightly|");
  BOOST_TEST(told_by_build("/builds/7") == "|");
  JobNames names;
  names.take_head(job_folders(mangled + "/builds/7"), "");
  BOOST_TEST(told(names, mangled + "/builds/7") == "shop/feature-x.k3jd92|feature-x.k3jd92");
}

BOOST_AUTO_TEST_CASE(of_folders_that_jenkins_made_are_told_too) {
  JobNames names;
  names.take("/h.zip/jobs/org/jobs/my-shop.9f2k1a/name-utf8.txt", [] { return "my.shop"; });
  names.take("/h.zip/jobs/org/jobs/my-api.0a1b2c/config.xml", [] {
    return "<p><properties><jenkins.branch.ProjectNameProperty><name>my api</name>"
           "</jenkins.branch.ProjectNameProperty></properties></p>";
  });
  BOOST_TEST(
      told(names, "/h.zip/jobs/org/jobs/my-shop.9f2k1a/branches/main/builds/7") ==
      "org/my.shop/main|main"
  );
  BOOST_TEST(
      told(names, "/h.zip/jobs/org/jobs/my-api.0a1b2c/branches/main/builds/7") ==
      "org/my api/main|main"
  );
}

BOOST_AUTO_TEST_CASE(are_found_on_the_disk) {
  const Folder folder;
  folder.write("jobs/shop/branches/feature-x.k3jd92/name-utf8.txt", "feature%2Fx");
  folder.write("jobs/shop/branches/PR-7/config.xml", of_branch("PR-7"));
  folder.write("elsewhere/fix-y.1a2b3c/config.xml", of_branch("fix/y"));
  BOOST_TEST(
      told(folder / "jobs/shop/branches/feature-x.k3jd92/builds/7") == "shop/feature%2Fx|feature/x"
  );
  BOOST_TEST(told(folder / "jobs/shop/branches/PR-7/builds/7") == "shop/PR-7|PR-7");
  BOOST_TEST(told(folder / "elsewhere/fix-y.1a2b3c/builds/7") == "fix%2Fy|fix/y");
}

BOOST_DATA_TEST_CASE(
    are_not_taken_from_what_is_no_name,
    boost::unit_test::data::make(std::array<std::string, 4>{
        "", "two\nlines", "tab\tin it", std::string(5000, 'x')}),
    bytes
) {
  const auto as_folder = "shop/feature-x.k3jd92|feature-x.k3jd92";
  BOOST_TEST(told_by({{"name-utf8.txt", bytes}}) == as_folder);
  BOOST_TEST(told_by({{"config.xml", bytes}}) == as_folder);
  BOOST_TEST(told_by({{"config.xml", of_branch(bytes)}}) == as_folder);
}

BOOST_AUTO_TEST_CASE(are_clean_text) {
  BOOST_TEST(told_by({{"name-utf8.txt", "a\x1b[31mb\xff"}}) == "shop/ab\uFFFD|ab\uFFFD");
  BOOST_TEST(told_by({{"name-utf8.txt", "a%00b%ff"}}) == "shop/a%00b%ff|a\uFFFDb\uFFFD");
}

BOOST_AUTO_TEST_CASE(are_read_from_files_alone) {
  const Folder folder;
  folder.make_folder("jobs/shop/branches/main/config.xml");
  const auto pipe = folder / "jobs/shop/branches/main/name-utf8.txt";
  BOOST_TEST_REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  BOOST_TEST(told(folder / "jobs/shop/branches/main/builds/7") == "shop/main|main");
  const auto secret = folder.write("secret", "hunter2");
  folder.link("jobs/shop/branches/dev/name-utf8.txt", secret);
  BOOST_TEST(told(folder / "jobs/shop/branches/dev/builds/7") == "shop/dev|dev");
  JobNames names;
  names.take(mangled + "/name-utf8.txt", []() -> std::string {
    throw parsers::archives::Error("it is damaged");
  });
  BOOST_TEST(told(names, mangled + "/builds/7") == "shop/feature-x.k3jd92|feature-x.k3jd92");
}

BOOST_AUTO_TEST_CASE(are_kept_in_files_of_jenkins) {
  BOOST_TEST(JobNames::are_kept_in("/h/jobs/shop/branches/x/name-utf8.txt"));
  BOOST_TEST(JobNames::are_kept_in("name-utf8.txt"));
  BOOST_TEST(JobNames::are_kept_in("/h/jobs/shop/branches/x/config.xml"));
  BOOST_TEST(JobNames::are_kept_in("/h/jobs/shop/config.xml"));
  BOOST_TEST(!JobNames::are_kept_in("/h/reports/config.xml"));
  BOOST_TEST(!JobNames::are_kept_in("config.xml"));
  BOOST_TEST(!JobNames::are_kept_in("/h/jobs/shop/branches/x/TEST-a.xml"));
}

BOOST_AUTO_TEST_SUITE_END()
