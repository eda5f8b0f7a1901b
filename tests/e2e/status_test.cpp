#include "tests/e2e/bench.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <chrono>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

using namespace e2e;

BOOST_AUTO_TEST_SUITE(status)

namespace {

Told status(const Bench& bench, const std::vector<std::string>& arguments = {}) {
  Command command;
  command.arguments = {"status"};
  command.arguments.insert(command.arguments.end(), arguments.begin(), arguments.end());
  command.environment = bench.environment;
  command.folder = bench.workspace.path();
  auto told = bench.run(command);
  BOOST_TEST(told.exit_code == 0, told.err);
  return told;
}

boost::json::object only_project(const Bench& bench) {
  const auto told = status(bench, {"--format", "json"});
  const auto all = told.json();
  BOOST_TEST_REQUIRE(all.at("projects").as_array().size() == 1U);
  return all.at("projects").as_array().front().as_object();
}

/// An import of 200 known results of whose ten calls the second hangs. What became of a call is
/// written down with the next one that leaves, so that some are known, and the second never is.
struct Hanging {
  explicit Hanging(Bench& bench) {
    bench.has_recorded(many(200));
    bench.server->set_faults({"POST runs.json #2: delay 3600000 before"});
    process = std::make_unique<Process>(
        bench.command("import", {"--build", "7", bench.report("r.xml", many(200))})
    );
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (recorded(bench) <= 0 && std::chrono::steady_clock::now() < limit) {
      BOOST_TEST_REQUIRE(!process->has_ended());
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }

  static std::int64_t recorded(const Bench& bench) {
    const auto project = only_project(bench);
    const auto& at_work = project.at("at_work").as_array();
    return at_work.empty() ? -1 : at_work.front().at("recorded").to_number<std::int64_t>();
  }

  std::unique_ptr<Process> process;
};

}  // namespace

BOOST_AUTO_TEST_CASE(of_a_machine_that_never_imported_says_so_and_makes_nothing) {
  const Bench bench;
  const auto told = status(bench);
  BOOST_TEST(told.says("knows of no import yet"), told.out);
  BOOST_TEST(told.calls.empty());
  BOOST_TEST(!std::filesystem::exists(bench.workspace.path() / ".state"));
}

BOOST_AUTO_TEST_CASE(counts_what_is_complete_and_tells_the_last) {
  const Bench bench;
  bench.has_recorded({passed("adds")});
  BOOST_TEST(
      bench.import({"--build", "8", "--set", "Other", bench.report("r.xml", {failed("pays")})})
          .exit_code == 0
  );
  const auto told = status(bench);
  BOOST_TEST(
      told.says(fmt::format("project {} at ", bench.server->address().project_id)), told.out
  );
  BOOST_TEST(told.says("complete    2 imports, the last "), told.out);
  BOOST_TEST(told.says("build 8 into 'Other'"), told.out);
  const auto project = only_project(bench);
  BOOST_TEST(project.at("complete").to_number<int>() == 2);
  BOOST_TEST(project.at("last_complete").at("recorded").to_number<int>() == 1);
}

BOOST_AUTO_TEST_CASE(counts_the_calls_of_commands_that_only_look) {
  Bench bench;
  bench.options["--rate"] = "1000";  // A limit to share, and none that anybody waits for.
  const auto report = bench.report("r.xml", {passed("adds")});
  BOOST_TEST(bench.run(bench.command("doctor", {})).exit_code == 0);
  BOOST_TEST(bench.plan({report}).exit_code == 0);
  BOOST_TEST(status(bench).says("knows of no import yet"));
  BOOST_TEST(bench.import({report}).exit_code == 0);
  const auto counted = only_project(bench).at("calls").to_number<std::size_t>();
  BOOST_TEST(counted == bench.server->calls().size());
}

BOOST_AUTO_TEST_CASE(shows_from_another_shell_how_far_an_import_is) {
  Bench bench;
  const Hanging import(bench);
  const auto told = status(bench);
  BOOST_TEST(told.says("at work     build 7 into 'Nightly': "), told.out);
  BOOST_TEST(told.says(" of 200 results, begun "), told.out);
  const auto recorded = Hanging::recorded(bench);
  BOOST_TEST(recorded >= 20);
  BOOST_TEST(recorded <= 180);
}

BOOST_AUTO_TEST_CASE(says_what_goes_on_with_one_that_was_interrupted) {
  Bench bench;
  Hanging import(bench);
  import.process->send(SIGKILL);
  import.process->wait();
  bench.server->set_faults({});
  const auto told = status(bench);
  BOOST_TEST(told.says("interrupted build 7 into 'Nightly': "), told.out);
  BOOST_TEST(told.says(" of 200 results, begun "), told.out);
  BOOST_TEST(told.says("; `ptimport resume` goes on with it"), told.out);
  BOOST_TEST(told.calls.empty());
  BOOST_TEST(only_project(bench).at("at_work").as_array().empty());
}

BOOST_AUTO_TEST_SUITE_END()
