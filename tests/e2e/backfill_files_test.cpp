#include "tests/e2e/backfills.hpp"
#include "tests/e2e/pictures.hpp"
#include "tests/support/packed.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <string>

using namespace e2e;

BOOST_AUTO_TEST_SUITE(backfill_files)

BOOST_AUTO_TEST_CASE(in_archives_go_with_the_runs_of_their_builds) {
  const Backfills bench;
  // As a CI system keeps the artifacts of a build: what a test called its file was true there.
  const auto artifacts = [](char seed) {
    return support::packed(
        "zip",
        {{"target/reports/TEST-a.xml",
          junit({failed_with("pays", {"/builds/shop/target/shots/pay.png", "target/pay.log"})})},
         {"target/shots/pay.png", picture(seed, 300'000)},
         {"target/pay.log", std::string("log of ") + seed}}
    );
  };
  const auto archive = bench.workspace.write(
      "all.tar", support::packed("tar", {{"1.zip", artifacts('a')}, {"2.zip", artifacts('b')}})
  );
  // Both are recorded, although their reports are the same.
  const auto told = bench.backfill({"--build-from", "all.tar/(?<number>\\d)", archive});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.runs_of("shop.Cart.pays").size() == 2U);
  const auto files = files_of(bench, "pays");
  BOOST_TEST(files.at("pay.png") == picture('b', 300'000));
  BOOST_TEST(files.at("pay.log") == "log of b");
}

BOOST_AUTO_TEST_CASE(that_fill_calls_are_forecast) {
  const Backfills bench;
  std::map<std::string, std::string> files;
  std::vector<Case> cases;
  for (char name = 'a'; name <= 'e'; ++name) {
    const std::string file = std::string("shots/") + name + ".png";
    files[file] = picture(name, 1'500'000);
    cases.push_back(failed_with(std::string("pays ") + name, {file}));
  }
  files["TEST-a.xml"] = junit(cases);
  const auto archive = bench.workspace.write("7.tar.gz", support::packed("tar.gz", files));
  bench.as_planned({archive});
  for (char name = 'a'; name <= 'e'; ++name) {
    const auto of_run = files_of(bench, std::string("pays ") + name);
    BOOST_TEST((of_run.at(std::string(1, name) + ".png") == picture(name, 1'500'000)));
  }
}

BOOST_AUTO_TEST_CASE(that_jenkins_plugin_kept_go_with_what_jenkins_gathered) {
  const Backfills bench;
  const std::string build = "home/jobs/shop/builds/7/";
  bench.workspace.write(
      build + "build.xml",
      "<build><startTime>1705291200000</startTime><result>UNSTABLE</result></build>"
  );
  bench.workspace.write(
      build + "junitResult.xml",
      "<result><suites><suite><name>shop.Cart</name><cases><case><duration>0.1</duration>"
      "<className>shop.Cart</className><testName>pays</testName><skipped>false</skipped>"
      "<errorDetails>no money</errorDetails>"
      "<stdout>[[ATTACHMENT|/home/jenkins/ws/shop/pay.png]]</stdout></case></cases></suite>"
      "</suites></result>"
  );
  bench.workspace.write(build + "junit-attachments/shop.Cart/pays/pay.png", picture('a', 100));
  bench.as_planned({(bench.workspace.path() / "home").string()});
  BOOST_TEST(files_of(bench, "pays").at("pay.png") == picture('a', 100));
}

BOOST_AUTO_TEST_CASE(that_are_not_there_are_told) {
  const Backfills bench;
  const auto archive = bench.workspace.write(
      "7.zip",
      support::packed("zip", {{"TEST-a.xml", junit({failed_with("pays", {"a.png", "../b.png"})})}})
  );
  const auto told = bench.backfill({"-v", archive});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.err.find("a.png: there is no such file in its build") != told.err.npos, told.err);
  BOOST_TEST(
      told.err.find("../b.png: its path climbs out of its build") != told.err.npos, told.err
  );
}

BOOST_AUTO_TEST_SUITE_END()
