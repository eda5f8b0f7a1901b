#include "ledger/write_ahead_log.hpp"
#include "tests/ledger/shelf.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>

namespace fs = std::filesystem;
using namespace ledger;

BOOST_AUTO_TEST_SUITE(write_ahead_log)

namespace {

void damage(const fs::path& path, std::uintmax_t at) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(static_cast<std::streamoff>(at));
  const auto byte = static_cast<char>(file.get() ^ 1);
  file.seekp(static_cast<std::streamoff>(at));
  file.put(byte);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_log_in_use_is_whole_and_any_damaged_byte_before_its_last_write_is_seen) {
  Shelf shelf(Backend::sqlite);
  auto ledger = shelf.open();
  const auto import = ledger.begin(nightly()).value();
  for (int number = 1; number <= 10; ++number) {
    ledger.write(import, {.intents = {call(number, shelf.now)}});
  }
  BOOST_TEST(!may_have_lost_writes(shelf.location()));

  // A copy, as of a process that was killed.
  const fs::path copy = shelf.location() + ".copy";
  const fs::path log = copy.string() + "-wal";
  const auto size = fs::file_size(shelf.location() + "-wal");
  BOOST_TEST_REQUIRE(size > 40'000U);
  for (std::uintmax_t at = 0; at + 10'000 < size; at += size / 37) {
    fs::copy_file(shelf.location() + "-wal", log, fs::copy_options::overwrite_existing);
    BOOST_TEST(!may_have_lost_writes(copy));
    damage(log, at);
    BOOST_TEST(may_have_lost_writes(copy), "byte " << at);
  }
}

BOOST_AUTO_TEST_CASE(frames_of_an_earlier_log_behind_the_end_are_no_damage) {
  Shelf shelf(Backend::sqlite);
  auto ledger = shelf.open();
  const auto import = ledger.begin(nightly()).value();
  for (int number = 1; number <= 10; ++number) {
    ledger.write(import, {.intents = {call(number, shelf.now)}});
  }
  const auto log = shelf.location() + "-wal";
  const auto size = fs::file_size(log);
  shelf.sql("pragma wal_checkpoint(restart)");
  ledger.write(import, {.intents = {call(11, shelf.now)}});
  BOOST_TEST_REQUIRE(fs::file_size(log) == size, "the log was not begun anew");
  BOOST_TEST(!may_have_lost_writes(shelf.location()));
}

BOOST_AUTO_TEST_CASE(without_a_log_nothing_is_lost) {
  Shelf shelf(Backend::sqlite);
  shelf.open();
  BOOST_TEST(!may_have_lost_writes(shelf.location()));
  BOOST_TEST(!may_have_lost_writes("postgresql://user@host/database"));
}

BOOST_AUTO_TEST_SUITE_END()
