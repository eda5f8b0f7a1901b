#include "tests/e2e/interrupted.hpp"
#include "tests/e2e/ledger_file.hpp"

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <string>

using namespace e2e;
namespace fs = std::filesystem;

// A ledger that is damaged, takes nothing more, or was gone for a while.
BOOST_AUTO_TEST_SUITE(ledger_trouble)

namespace {

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

BOOST_AUTO_TEST_SUITE_END()
