#include "tests/e2e/bench.hpp"

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <filesystem>

using namespace e2e;

BOOST_AUTO_TEST_SUITE(configuration)

namespace {

/// A project's folder with a configuration, and a folder of reports in it.
struct Configured {
  Configured() {
    const auto& address = bench.server->address();
    bench.workspace.write(
        "ptimport.ini",
        fmt::format(
            "# Where the nightly results go.\nurl = {}\nproject = {}\nca-file = .sandbox-ca.pem\n"
            "set = build #12\nledger = state/ledger.sqlite\nsettle = 0\n",
            address.url,
            address.project_id
        )
    );
    report = bench.report("reports/r.xml", many(3));
  }

  /// In the folder of the reports, with nothing but the token in the environment.
  Told run(const std::vector<std::string>& arguments) const {
    Command command;
    command.arguments = arguments;
    command.environment = bench.environment;
    command.folder = bench.workspace.path() / "reports";
    return bench.run(command);
  }

  Bench bench;
  std::string report;
};

}  // namespace

BOOST_AUTO_TEST_CASE(an_import_needs_no_options_below_a_configuration) {
  const Configured project;
  const auto told = project.run({"import", "r.xml"});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(project.bench.set_shows("build #12").size() == 3U);
  BOOST_TEST(std::filesystem::exists(project.bench.workspace.path() / "state/ledger.sqlite"));
}

BOOST_AUTO_TEST_CASE(the_environment_changes_what_the_configuration_says) {
  Configured project;
  project.bench.environment["PTIMPORT_SET"] = "Weekly";
  project.bench.environment["PTIMPORT_QUIET"] = "true";
  const auto told = project.run({"import", "r.xml"});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.out == "");
  BOOST_TEST(project.bench.set_shows("Weekly").size() == 3U);
  BOOST_TEST(project.bench.set_shows("build #12").empty());
}

BOOST_AUTO_TEST_CASE(an_interrupted_import_goes_on_although_its_configuration_is_gone) {
  Configured project;
  project.bench.server->set_faults({"POST runs/auto_create.json #2-3: 401 before"});
  const auto broken = project.run({"import", "--retries", "0", "r.xml"});
  BOOST_TEST(broken.exit_code != 0, broken.out);
  std::filesystem::remove(project.bench.workspace.path() / "ptimport.ini");
  project.bench.server->set_faults({});
  const auto told = project.run({"resume", "--ledger", "../state/ledger.sqlite"});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(project.bench.server->runs().size() == 3U, told.out << told.err);
}

BOOST_AUTO_TEST_CASE(a_wrong_configuration_makes_no_call) {
  const Configured project;
  project.bench.workspace.write("ptimport.ini", "set = S\nprojekt = 1\n");
  const auto told = project.run({"import", "r.xml"});
  BOOST_TEST(told.exit_code == 2);
  BOOST_TEST(told.says("ptimport.ini:2: unknown key 'projekt': did you mean 'project'?"), told.err);
  BOOST_TEST(told.calls.empty());
}

BOOST_AUTO_TEST_SUITE_END()
