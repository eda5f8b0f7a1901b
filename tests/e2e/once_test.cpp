#include "tests/e2e/bench.hpp"
#include "tests/e2e/ledger_file.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>
#include <thread>

using namespace e2e;
namespace fs = std::filesystem;

BOOST_AUTO_TEST_SUITE(recorded_once)

namespace {

std::size_t outcomes(const Told& told, const char* outcome) {
  return told.json().at("outcomes").at(outcome).to_number<std::size_t>();
}

/// Some tests that are known, some that are new, and one with two runs.
std::vector<Case> mixed() {
  auto cases = many(24);
  cases.push_back(passed("adds1"));
  return cases;
}
constexpr std::size_t mixed_runs = 25;
constexpr std::size_t known_before = 4;

std::size_t posts(const Bench& bench) { return bench.server->count("POST", "*"); }

std::size_t carried_out(const Bench& bench) {
  const auto calls = bench.server->calls();
  return static_cast<std::size_t>(std::ranges::count_if(calls, [](const auto& call) {
    return call.method == "POST" && call.carried_out;
  }));
}

/// Starts the command and kills it with SIGKILL while the `call`-th call that changes something
/// hangs, before or after it was carried out. False when it makes fewer calls.
bool kill_at(const Bench& bench, const Command& command, std::size_t call, const char* when) {
  bench.server->set_faults({fmt::format("POST * #{}: delay 3600000 {}", call, when)});
  const bool after = when == std::string("after");
  const auto before = posts(bench);
  Process process(command);
  while ((after ? carried_out(bench) : posts(bench)) < before + call) {
    if (process.has_ended()) {
      bench.server->set_faults({});
      return false;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  process.send(SIGKILL);
  process.wait();
  bench.server->set_faults({});
  return true;
}

/// A project that knows some of mixed(), and a fresh ledger.
struct Interrupted : Bench {
  Interrupted() {
    has_recorded(many(known_before));
    path = report("r.xml", mixed());
  }

  Command command_of(const std::string& verb) const {
    return command(verb, {"--build", "42", path});
  }

  /// Without anything but what the ledger knows.
  Command bare_resume() const {
    auto made = command("resume", {});
    made.arguments = {"resume"};
    return made;
  }

  bool kill_at(std::size_t call, const char* when) {
    return recorded_once::kill_at(*this, command_of("import"), call, when);
  }

  void check_exact(const Told& told) const {
    BOOST_TEST(told.exit_code == 0, told.err);
    const auto runs = server->runs();
    BOOST_TEST(runs.size() == known_before + mixed_runs);
    std::set<std::string> outputs;
    for (const auto& run : runs) {
      outputs.insert(run.output);
    }
    BOOST_TEST(outputs.size() == runs.size(), "a run is there twice");
    BOOST_TEST(server->tests().size() == 24U);
    BOOST_TEST(server->held().size() == 24U);
    BOOST_TEST(runs_of("shop.Cart.adds1").size() == 3U);
  }

  std::string path;
};

/// It takes so many calls of an import, and then no more.
void refuse_calls(const fs::path& ledger, int after) {
  execute(
      ledger,
      fmt::format(
          "create trigger refuse before insert on calls "
          "when (select count(*) from calls where import = new.import) >= {} "
          "begin select raise(abort, 'no room'); end",
          after
      )
  );
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_same_import_again_makes_no_call) {
  const Bench bench;
  const auto report = bench.report("r.xml", many(5));
  BOOST_TEST_REQUIRE(bench.import({"--build", "1", report}).exit_code == 0);
  const auto told = bench.import({"--build", "1", report});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.calls.empty());
  BOOST_TEST((told.out.find("recorded on 2") != std::string::npos), told.out);
  BOOST_TEST((told.out.find("--again") != std::string::npos), told.out);
  const auto json = bench.import({"--format", "json", "--build", "1", report}).json();
  BOOST_TEST(json.contains("recorded_before"));
  auto resume = bench.command("resume", {});
  resume.arguments = {"resume"};
  BOOST_TEST(bench.run(resume).says("nothing to resume"));
}

BOOST_AUTO_TEST_CASE(what_was_left_out_is_not_called_recorded) {
  const Bench bench;
  const auto report = bench.report("r.xml", {skipped("prints")});
  const auto told = bench.import({"--skipped", "omit", report});
  BOOST_TEST(!told.says("already"), told.out);
}

BOOST_AUTO_TEST_CASE(again_records_it_once_more) {
  const Bench bench;
  const auto report = bench.report("r.xml", many(5));
  BOOST_TEST_REQUIRE(bench.import({"--build", "1", report}).exit_code == 0);
  BOOST_TEST(bench.import({"--build", "1", "--again", report}).exit_code == 0);
  BOOST_TEST(bench.server->runs().size() == 10U);
}

BOOST_AUTO_TEST_CASE(another_build_another_set_and_a_failed_plan_are_other_imports) {
  const Bench bench;
  const auto report = bench.report("r.xml", many(5));
  BOOST_TEST(bench.plan({"--build", "1", report}).exit_code == 0);
  for (const auto& [build, set] : {std::pair("1", "A"), {"2", "A"}, {"1", "B"}}) {
    const auto told = bench.import({"--build", build, "--set", set, "--format", "json", report});
    BOOST_TEST(outcomes(told, "recorded") == 5U);
  }
  BOOST_TEST(bench.server->runs().size() == 15U);
}

BOOST_AUTO_TEST_CASE(without_a_build_reports_written_anew_are_another_import) {
  Bench bench;
  auto first = bench.command("import", {bench.report("r.xml", many(3))});
  std::erase_if(first.arguments, [](const auto& argument) {
    return argument.starts_with("--bui");
  });
  BOOST_TEST(bench.run(first).exit_code == 0);
  BOOST_TEST(bench.run(first).calls.empty());
  // The same bytes, written by the next build.
  const auto file = fs::path(bench.workspace.path()) / "r.xml";
  fs::last_write_time(file, fs::last_write_time(file) + std::chrono::seconds(1));
  BOOST_TEST(bench.run(first).exit_code == 0);
  BOOST_TEST(bench.server->runs().size() == 6U);
}

BOOST_AUTO_TEST_CASE(the_build_of_the_ci_system_is_an_identity) {
  Bench bench;
  bench.environment["GITHUB_RUN_ID"] = "77";
  bench.environment["GITHUB_RUN_ATTEMPT"] = "1";
  auto command = bench.command("import", {bench.report("r.xml", many(3))});
  std::erase_if(command.arguments, [](const auto& argument) {
    return argument.starts_with("--bui");
  });
  BOOST_TEST(bench.run(command).exit_code == 0);
  bench.report("r.xml", many(3));
  BOOST_TEST(bench.run(command).calls.empty());
  command.environment["GITHUB_RUN_ATTEMPT"] = "2";
  BOOST_TEST(bench.run(command).exit_code == 0);
  BOOST_TEST(bench.server->runs().size() == 6U);
}

BOOST_AUTO_TEST_CASE(a_report_that_was_cut_and_is_whole_now_adds_what_was_missing) {
  const Bench bench;
  const auto whole = junit({passed("one"), failed("two"), passed("three"), passed("one")});
  const auto file = bench.workspace.write("r.xml", whole.substr(0, whole.find("three")));
  BOOST_TEST(bench.import({"--build", "1", file}).exit_code == 1);
  BOOST_TEST(bench.server->runs().size() == 2U);
  bench.workspace.write("r.xml", whole);
  const auto told = bench.import({"--build", "1", "--format", "json", file});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(outcomes(told, "recorded") == 2U);
  BOOST_TEST(outcomes(told, "already recorded") == 2U);
  BOOST_TEST(bench.server->runs().size() == 4U);
}

BOOST_AUTO_TEST_CASE(killed_at_any_call_it_goes_on_with_the_same_command_or_resume) {
  for (const char* when : {"before", "after"}) {
    bool reached = true;
    std::size_t calls = 0;
    for (std::size_t call = 1; reached; ++call) {
      BOOST_TEST_CONTEXT(
          "killed while call " << call << " hangs " << when << " it is carried out"
      ) {
        Interrupted bench;
        reached = bench.kill_at(call, when);
        if (reached) {
          ++calls;
          const auto told =
              bench.run(call % 2 == 0 ? bench.command_of("import") : bench.bare_resume());
          bench.check_exact(told);
        }
      }
    }
    BOOST_TEST(calls >= 20U, "only so many calls were tried: " << calls);
  }
}

// Three tests of both sets and one of each alone: what is made for both must not be made twice.
BOOST_AUTO_TEST_CASE(into_several_sets_and_killed_at_any_call_it_goes_on) {
  for (const char* when : {"before", "after"}) {
    bool reached = true;
    for (std::size_t call = 1; reached; ++call) {
      BOOST_TEST_CONTEXT(
          "killed while call " << call << " hangs " << when << " it is carried out"
      ) {
        const Bench bench;
        std::vector<std::string> arguments{"--build", "42", "--set", "{suite}"};
        for (const std::string set : {"Chrome", "Firefox"}) {
          auto cases = many(3);
          cases.push_back(passed("prints in " + set));
          arguments.push_back(bench.workspace.write(set + ".xml", junit(cases, set)));
        }
        const auto command = bench.command("import", arguments);
        reached = recorded_once::kill_at(bench, command, call, when);
        const auto told = bench.run(command);
        BOOST_TEST(told.exit_code == 0, told.err);
        BOOST_TEST(bench.server->runs().size() == 8U);
        BOOST_TEST(bench.server->tests().size() == 5U);
        BOOST_TEST(bench.server->held().size() == 8U);
        BOOST_TEST(bench.set_shows("Chrome").size() == 4U);
        BOOST_TEST((reached || call > 8U), "only so many calls were tried: " << call);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(two_imports_at_the_same_time_make_nothing_twice) {
  const Bench bench;
  const auto report = bench.report("r.xml", many(30));
  // Slow enough that they meet.
  bench.server->set_faults({"POST *: delay 30 after", "GET *: delay 30 after"});
  for (const char* set : {"Nightly", "Weekly"}) {
    Process one(bench.command("import", {"--set", set, report}));
    Process other(bench.command("import", {"--set", set, report}));
    const auto first = one.wait();
    const auto second = other.wait();
    BOOST_TEST(first.exit_code == 0, first.err);
    BOOST_TEST(second.exit_code == 0, second.err);
  }
  BOOST_TEST(bench.server->tests().size() == 30U);
  BOOST_TEST(bench.server->held().size() == 60U);  // In two sets.
  BOOST_TEST(bench.server->runs().size() == 120U);
  BOOST_TEST(bench.server->count("POST", "sets.json") == 2U);
}

BOOST_AUTO_TEST_CASE(what_another_import_makes_after_a_look_is_not_made_twice) {
  const Bench bench;
  bench.has_recorded(many(1));
  const auto report = bench.report("r.xml", many(30));
  const auto looks = bench.server->count("GET", "instances.json");
  bench.server->set_faults({"GET instances.json: delay 300 after"});
  Process slow(bench.command("import", {"--look-again", report}));
  while (bench.server->count("GET", "instances.json") == looks) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  // It is going to see a set with one instance, and a project with all the tests.
  slow.send(SIGSTOP);
  bench.server->set_faults({});
  BOOST_TEST(bench.import({report}).exit_code == 0);
  slow.send(SIGCONT);
  const auto told = slow.wait();
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.server->tests().size() == 30U);
  BOOST_TEST(bench.server->held().size() == 30U);
  BOOST_TEST(bench.server->runs().size() == 61U);
}

// A gateway, or PractiTest, can carry out a call whose sender is gone.
BOOST_AUTO_TEST_CASE(what_a_killed_import_sent_last_is_waited_for_by_another) {
  auto options = practitest();
  options.auto_create = false;  // Tests are made by calls of their own.
  const Bench bench(options);
  const auto report = bench.report("r.xml", many(1));
  bench.server->set_faults({"POST tests.json #1: delay 1500 before"});
  Process killed(bench.command("import", {report}));
  while (bench.server->count("POST", "tests.json") == 0) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  killed.send(SIGKILL);
  killed.wait();
  const auto told = bench.import({"--settle", "4", report});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.server->count("POST", "tests.json") == 1U);
  BOOST_TEST(bench.server->tests().size() == 1U);
  BOOST_TEST(bench.server->runs().size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_same_import_at_the_same_time_is_not_recorded_twice) {
  const Bench bench;
  const auto report = bench.report("r.xml", many(30));
  bench.server->set_faults({"POST *: delay 100 after"});
  Process one(bench.command("import", {"--build", "7", report}));
  while (bench.server->count("POST", "*") == 0) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  const auto told = bench.import({"--build", "7", report});
  BOOST_TEST(told.exit_code == 1);
  BOOST_TEST((told.err.find("at this moment") != std::string::npos), told.err);
  BOOST_TEST(one.wait().exit_code == 0);
  BOOST_TEST(bench.server->runs().size() == 30U);
}

BOOST_AUTO_TEST_CASE(without_its_ledger_resume_reads_what_was_recorded) {
  for (const char* when : {"before", "after"}) {
    Interrupted bench;
    BOOST_TEST_REQUIRE(bench.kill_at(22, when));
    fs::remove_all(fs::path(bench.workspace.path()) / ".state");
    const auto told = bench.run(bench.command_of("resume"));
    bench.check_exact(told);
    BOOST_TEST(told.count("GET", "runs.json") == 1U);
  }
}

BOOST_AUTO_TEST_CASE(a_ledger_that_is_of_no_use_is_said_and_the_import_asks_practitest) {
  Interrupted bench;
  BOOST_TEST_REQUIRE(bench.kill_at(22, "after"));
  const auto ledger = ledger_in(bench.workspace.path());
  fs::remove(ledger.string() + "-wal");
  fs::remove(ledger.string() + "-shm");
  std::ofstream(ledger, std::ios::trunc) << std::string(5'000, 'x');
  const auto told = bench.run(bench.command_of("import"));
  bench.check_exact(told);
  BOOST_TEST((told.err.find("going on without the ledger") != std::string::npos), told.err);
  BOOST_TEST((told.err.find("ledger.sqlite") != std::string::npos), told.err);
}

BOOST_AUTO_TEST_CASE(a_ledger_whose_last_writes_are_damaged_makes_the_import_ask_practitest) {
  Interrupted bench;
  BOOST_TEST_REQUIRE(bench.kill_at(22, "after"));
  const auto log = bench.workspace.path() / ".state/ptimport/ledger.sqlite-wal";
  BOOST_TEST_REQUIRE(fs::file_size(log) > 20'000U);
  // SQLite takes this for the end of the log, and what comes after it for never written.
  std::fstream file(log, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(32 + 24 + 100);
  file << "damage" << std::flush;
  const auto told = bench.run(bench.command_of("import"));
  bench.check_exact(told);
  BOOST_TEST(told.count("GET", "runs.json") >= 1U);
}

// As of a disk that becomes full between the start and the first call.
BOOST_AUTO_TEST_CASE(a_ledger_that_takes_no_call_is_gone_on_without_while_nothing_is_sent) {
  Interrupted bench;
  refuse_calls(ledger_in(bench.workspace.path()), 0);
  const auto told = bench.run(bench.command_of("import"));
  bench.check_exact(told);
  BOOST_TEST((told.err.find("going on without the ledger") != std::string::npos), told.err);
  bench.check_exact(bench.run(bench.command_of("resume")));
}

BOOST_AUTO_TEST_CASE(a_ledger_that_takes_no_further_call_ends_the_import) {
  Interrupted bench;
  const auto ledger = ledger_in(bench.workspace.path());
  refuse_calls(ledger, 3);
  const auto stopped = bench.run(bench.command_of("import"));
  BOOST_TEST(stopped.exit_code == 1);
  BOOST_TEST((stopped.err.find("nothing more was sent") != std::string::npos), stopped.err);
  BOOST_TEST((stopped.err.find("going on without") == std::string::npos), stopped.err);
  execute(ledger, "drop trigger refuse");
  bench.check_exact(bench.run(bench.command_of("import")));
}

BOOST_AUTO_TEST_CASE(what_was_recorded_without_a_ledger_is_found_by_resume) {
  Interrupted bench;
  bench.workspace.write("a-file", "");
  auto without = bench.command_of("import");
  without.arguments.insert(without.arguments.end(), {"--ledger", "a-file/ledger"});
  const auto first = bench.run(without);
  BOOST_TEST((first.err.find("`ptimport resume` with the same options") != std::string::npos));
  bench.check_exact(first);
  bench.check_exact(bench.run(bench.command_of("resume")));
}

// As after a full disk that has room again: the ledger is as it was before the first start.
BOOST_AUTO_TEST_CASE(what_was_recorded_without_a_ledger_is_found_when_it_can_be_used_again) {
  Interrupted bench;
  const auto ledger = ledger_in(bench.workspace.path());
  const auto aside = fs::path(bench.workspace.path()) / "aside";
  fs::rename(ledger, aside);
  fs::create_directory(ledger);
  const auto first = bench.run(bench.command_of("import"));
  BOOST_TEST((first.err.find("going on without the ledger") != std::string::npos), first.err);
  bench.check_exact(first);
  fs::remove(ledger);
  fs::rename(aside, ledger);
  const auto planned = bench.run(bench.command_of("plan"));
  BOOST_TEST(planned.count("GET", "runs.json") == 1U);
  const auto second = bench.run(bench.command_of("import"));
  bench.check_exact(second);
  BOOST_TEST(second.count("GET", "runs.json") == 1U);
  BOOST_TEST(second.count("POST", "runs.json") == 0U);
  // The ledger has learnt it: the next start makes no call.
  const auto third = bench.run(bench.command_of("import"));
  bench.check_exact(third);
  BOOST_TEST(third.calls.empty());
}

BOOST_AUTO_TEST_CASE(results_that_came_later_are_not_looked_for) {
  Interrupted bench;
  const auto ledger = ledger_in(bench.workspace.path());
  const auto aside = fs::path(bench.workspace.path()) / "aside";
  fs::rename(ledger, aside);
  fs::create_directory(ledger);
  bench.check_exact(bench.run(bench.command_of("import")));
  fs::remove(ledger);
  fs::rename(aside, ledger);
  const auto told = bench.import({bench.report("later.xml", many(known_before))});
  BOOST_TEST(told.exit_code == 0);
  BOOST_TEST(told.count("GET", "runs.json") == 0U);
}

BOOST_AUTO_TEST_CASE(resume_without_anything_to_resume_says_so) {
  const Bench bench;
  BOOST_TEST(bench.import({bench.report("r.xml", many(1))}).exit_code == 0);
  auto command = bench.command("resume", {});
  command.arguments = {"resume"};
  const auto told = bench.run(command);
  BOOST_TEST(told.exit_code == 0);
  BOOST_TEST((told.out.find("nothing to resume") != std::string::npos), told.out);
}

BOOST_AUTO_TEST_CASE(an_import_that_nobody_goes_on_with_is_forgotten_and_not_recorded_twice) {
  Interrupted bench;
  BOOST_TEST(bench.kill_at(2, "after"));
  auto forget = bench.bare_resume();
  forget.arguments.emplace_back("--forget");
  const auto told = bench.run(forget);
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.says("forgotten: the import of "), told.out);
  BOOST_TEST(told.says("--build 42"), told.out);
  BOOST_TEST(told.calls.empty());
  BOOST_TEST(bench.run(bench.bare_resume()).says("nothing to resume"));
  BOOST_TEST(bench.run(forget).says("nothing to forget"));
  auto status = forget;
  status.arguments = {"status"};
  BOOST_TEST(!bench.run(status).says("build 42"));
  bench.check_exact(bench.run(bench.command_of("import")));
}

BOOST_AUTO_TEST_CASE(one_after_the_other_is_forgotten_the_latest_first) {
  Bench bench;
  const auto report = bench.report("r.xml", many(1));
  bench.server->set_faults({"POST *: 401 before"});
  for (const auto* build : {"7", "8"}) {
    BOOST_TEST(bench.import({"--build", build, "--retries", "0", report}).exit_code == 4);
  }
  bench.server.reset();
  auto resume = bench.command("resume", {});
  resume.arguments = {"resume"};
  const auto gone = bench.run(resume);
  BOOST_TEST(gone.exit_code == 5);
  BOOST_TEST(gone.says("`ptimport resume --forget` drops the import"), gone.err);
  auto forget = resume;
  forget.arguments.emplace_back("--forget");
  const auto first = bench.run(forget);
  BOOST_TEST(first.says("--build 8"), first.out);
  BOOST_TEST(first.says("1 other import before it did not come to its end"), first.out);
  BOOST_TEST(bench.run(forget).says("--build 7"));
  BOOST_TEST(bench.run(forget).says("nothing to forget"));
}

BOOST_AUTO_TEST_CASE(without_a_ledger_nothing_is_left_behind) {
  const Bench bench;
  BOOST_TEST(bench.import({"--ledger", "none", bench.report("r.xml", many(1))}).exit_code == 0);
  BOOST_TEST(!fs::exists(fs::path(bench.workspace.path()) / ".state"));
}

BOOST_AUTO_TEST_CASE(the_token_is_not_in_the_ledger) {
  const Bench bench;
  BOOST_TEST(bench.import({"--proxy", "", bench.report("r.xml", many(3))}).exit_code == 0);
  const auto state = fs::path(bench.workspace.path()) / ".state";
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(state)) {
    if (entry.is_regular_file()) {
      ++files;
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(file), {}};
      BOOST_TEST(bytes.find("canary-") == std::string::npos, entry.path());
    }
  }
  BOOST_TEST(files >= 1U);
}

BOOST_AUTO_TEST_SUITE_END()
