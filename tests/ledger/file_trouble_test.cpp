#include "ledger/sqlite_trouble.hpp"
#include "tests/ledger/child.hpp"
#include "tests/ledger/shelf.hpp"
#include "tests/ledger/trouble.hpp"

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

namespace fs = std::filesystem;
using namespace ledger;

namespace {

const std::string advice = "--ledger PATH names another place, --ledger none goes on without";

int mode_of(const std::string& path) {
  struct stat file {};
  BOOST_REQUIRE(stat(path.c_str(), &file) == 0);
  return file.st_mode & 0777;
}

/// Any user may look into the folder of the test.
void let_in(const Folder& folder, int mode = 0755) {
  BOOST_REQUIRE(chmod(folder.path().c_str(), static_cast<mode_t>(mode)) == 0);
}

Ledger ledger_at(const std::string& location) {
  return {location, {.base_url = "https://api.example", .id = 42}};
}

void give_to_all(const std::string& path, int mode) {
  BOOST_REQUIRE(chmod(path.c_str(), static_cast<mode_t>(mode)) == 0);
}

/// Another program's connection.
class Sqlite {
public:
  explicit Sqlite(const std::string& path) { sqlite3_open(path.c_str(), &file_); }
  ~Sqlite() { sqlite3_close(file_); }
  Sqlite(const Sqlite&) = delete;
  Sqlite& operator=(const Sqlite&) = delete;
  void run(const char* sql) {
    BOOST_REQUIRE(sqlite3_exec(file_, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
  }

private:
  sqlite3* file_ = nullptr;
};

}  // namespace

// No network file system can be made here: only that its type is recognised.
BOOST_AUTO_TEST_CASE(file_systems_of_a_network_are_told_from_local_ones) {
  for (const long type : {0x6969L, 0x517BL, 0xFF534D42L, 0xFE534D42L, 0x00C36400L}) {
    BOOST_TEST(is_on_network(type));
  }
  for (const long type :
       {0xEF53L, 0x58465342L, 0x9123683EL, 0x01021994L, 0x794C7630L, 0x65735546L}) {
    BOOST_TEST(!is_on_network(type));  // ext4, XFS, Btrfs, tmpfs, overlay, FUSE.
  }
}

BOOST_AUTO_TEST_CASE(a_new_ledger_is_for_its_user_alone) {
  const Folder folder;
  const auto old = umask(0);
  const auto file = folder / "state/ptimport/ledger.sqlite";
  auto ledger = ledger_at(file);
  ledger.begin(nightly());
  umask(old);
  BOOST_TEST(mode_of(folder / "state") == 0700);
  BOOST_TEST(mode_of(folder / "state/ptimport") == 0700);
  BOOST_TEST(mode_of(file) == 0600);
  BOOST_TEST(mode_of(file + "-wal") == 0600);
  BOOST_TEST(mode_of(file + "-shm") == 0600);
}

BOOST_AUTO_TEST_CASE(paths_may_hold_what_they_like) {
  const Folder folder;
  for (const auto* name :
       {"a b", "a=b c=d", "quo\"ted", "per%20cent?mode=ro", "caf\xe9", "file:x", "'"}) {
    const auto file = folder / name;
    {
      auto ledger = ledger_at(file);
      ledger.begin(nightly());
    }
    BOOST_TEST(fs::file_size(file) > 0u);
    BOOST_TEST(ledger_at(file).find("build 7", "name Nightly").has_value());
  }
  BOOST_TEST(words_at(folder / "=\"").find("rename it") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_empty_file_becomes_a_ledger) {
  const Folder folder;
  auto ledger = ledger_at(folder.write("ledger.sqlite", ""));
  BOOST_TEST(ledger.begin(nightly()).has_value());
}

BOOST_AUTO_TEST_CASE(a_folder_is_no_ledger) {
  const Folder folder;
  const auto path = folder.path().string();
  BOOST_TEST(
      words_at(path) ==
      fmt::format("the ledger {0} is a folder; name a file in it, such as {0}/ledger.sqlite", path)
  );
}

BOOST_AUTO_TEST_CASE(a_device_is_no_ledger) {
  BOOST_TEST(words_at("/dev/null") == "the ledger /dev/null is not a regular file; " + advice);
}

BOOST_AUTO_TEST_CASE(a_file_in_place_of_a_folder_is_named) {
  const Folder folder;
  const auto file = folder.write("a", "x");
  BOOST_TEST(
      words_at(folder / "a/b/ledger.sqlite") ==
      fmt::format(
          "the ledger {0}/b/ledger.sqlite cannot be made: {0} is not a folder; {1}", file, advice
      )
  );
}

BOOST_AUTO_TEST_CASE(some_other_file_is_left_alone) {
  const Folder folder;
  const std::string text(5000, 'x');
  const auto file = folder.write("notes.txt", text);
  BOOST_TEST(
      words_at(file) == fmt::format(
                            "the ledger {} is not a ledger but some other file, or damaged in its "
                            "first bytes; name another with --ledger PATH, or move it away, and a "
                            "new one is made",
                            file
                        )
  );
  std::ifstream in(file);
  BOOST_TEST((std::string(std::istreambuf_iterator<char>(in), {}) == text));
}

BOOST_AUTO_TEST_CASE(another_program_s_database_is_left_alone) {
  const Folder folder;
  const auto file = folder / "places.sqlite";
  Sqlite(file).run("create table calls (id integer)");
  BOOST_TEST(
      words_at(file) == fmt::format(
                            "the ledger {} is a database of another program; name another file "
                            "with --ledger PATH, or move this one away",
                            file
                        )
  );
}

BOOST_AUTO_TEST_CASE(a_ledger_that_may_not_be_read_says_so) {
  const Folder folder;
  let_in(folder);
  const auto file = folder.write("ledger.sqlite", "");
  give_to_all(file, 0);
  BOOST_TEST(
      as_nobody([&] { return words_at(file); }) ==
      fmt::format(
          "the ledger {} cannot be used: this user may not read it; change its owner or mode, or "
          "{}",
          file,
          advice
      )
  );
}

BOOST_AUTO_TEST_CASE(a_ledger_that_may_not_be_written_says_so) {
  const Folder folder;
  let_in(folder);
  const auto file = folder.write("ledger.sqlite", "");
  give_to_all(file, 0444);
  BOOST_TEST(
      as_nobody([&] { return words_at(file); }) ==
      fmt::format(
          "the ledger {} cannot be used: this user may not write it; change its owner or mode, or "
          "{}",
          file,
          advice
      )
  );
}

BOOST_AUTO_TEST_CASE(a_folder_that_may_not_be_written_is_named) {
  const Folder folder;
  const auto file = folder.write("ledger.sqlite", "");
  give_to_all(file, 0666);
  let_in(folder, 0555);
  const auto said = as_nobody([&] { return words_at(file); });
  BOOST_TEST(
      said == fmt::format(
                  "the ledger {} cannot be used: this user may not write its folder {}; change its "
                  "owner or mode, or {}",
                  file,
                  folder.path().string(),
                  advice
              )
  );
  const auto none = folder / "new/ledger.sqlite";
  BOOST_TEST(
      as_nobody([&] { return words_at(none); }) ==
      fmt::format(
          "the ledger {} cannot be used: this user may not write {}; change its owner or mode, or "
          "{}",
          none,
          folder.path().string(),
          advice
      )
  );
  let_in(folder, 0700);
}

BOOST_AUTO_TEST_CASE(a_folder_that_may_not_be_entered_is_named) {
  const Folder folder;
  const auto file = folder.write("closed/ledger.sqlite", "");
  let_in(folder);
  give_to_all(folder / "closed", 0);
  BOOST_TEST(as_nobody([&] {
               return words_at(file);
             }).find("closed; change its owner") != std::string::npos);
  give_to_all(folder / "closed", 0700);
}

BOOST_AUTO_TEST_CASE(a_read_only_file_system_is_named_as_such) {
  if (!may_mount()) {
    return;
  }
  const Folder folder;
  const auto file = folder / "ledger.sqlite";
  const auto said = with_small_disk(folder.path(), 10 << 20, [&] {
    ledger_at(file).begin(nightly());
    const auto path = folder.path().string();
    if (mount(nullptr, path.c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) != 0) {
      return std::string("cannot be mounted again");
    }
    return words_at(file) + "\n" + words_at(folder / "new.sqlite");
  });
  const auto expected = [&](const std::string& name) {
    return fmt::format("the ledger {} is on a read-only file system; {}", folder / name, advice);
  };
  BOOST_TEST(said == expected("ledger.sqlite") + "\n" + expected("new.sqlite"));
}

BOOST_AUTO_TEST_CASE(on_a_full_disk_nothing_confirmed_is_lost_and_room_is_all_it_takes) {
  if (!may_mount()) {
    return;
  }
  const Folder folder;
  const auto file = folder / "ledger.sqlite";
  const auto said = with_small_disk(folder.path(), 1 << 20, [&] {
    auto ledger = ledger_at(file);
    const auto id = ledger.begin(nightly()).value();
    std::ofstream(folder / "ballast") << std::string(300'000, 'x');
    std::int64_t number = 0;
    const auto fill = [&] {
      for (;;) {
        auto intent = call(number + 1);
        intent.items.push_back(std::string(3000, 'x'));
        ledger.write(id, {.intents = {intent}});
        ++number;
      }
    };
    const auto first = words_of(fill);
    const auto confirmed = number;
    const auto kept = ledger.calls(id).size();
    fs::remove(folder / "ballast");
    const auto second = words_of(fill);
    std::size_t at_last = 0;
    {
      ledger = ledger_at(file);  // A new look, after everything went into the file.
      at_last = ledger.calls(id).size();
    }
    return fmt::format(
        "{}\nkept {} more {}\n{}\nat last {}",
        first,
        kept == static_cast<std::size_t>(confirmed),
        number > confirmed,
        second == first,
        at_last == static_cast<std::size_t>(number)
    );
  });
  BOOST_TEST(
      said == fmt::format(
                  "the ledger {} cannot grow: the disk is full, or this user's share of it; make "
                  "room, or {}\nkept true more true\ntrue\nat last true",
                  file,
                  advice
              )
  );
}

BOOST_AUTO_TEST_CASE(on_a_disk_without_any_room_a_new_ledger_is_refused) {
  if (!may_mount()) {
    return;
  }
  const Folder folder;
  const auto said =
      with_small_disk(folder.path(), 64 << 10, [&] { return words_at(folder / "ledger.sqlite"); });
  BOOST_TEST(said.find("cannot grow: the disk is full") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_ledger_that_another_process_does_not_let_go_of_says_so) {
  Shelf shelf(Backend::sqlite);
  const auto now = shelf.now;
  Ledger ledger(
      shelf.location(),
      {.base_url = "https://api.example", .id = 42},
      {.clock = [now] { return now; }, .patience = std::chrono::milliseconds(20)}
  );
  const auto id = ledger.begin(nightly()).value();
  {
    Sqlite other(shelf.location());
    other.run("begin immediate");
    const auto said = words_of([&] { ledger.write(id, {.intents = {call(1)}}); });
    BOOST_TEST(
        said == fmt::format(
                    "the ledger {0} is locked by another process that does not let go of it "
                    "(`fuser -v {0}` names it); wait for that process or end it, or {1}",
                    shelf.location(),
                    advice
                )
    );
    std::int64_t place = 0;
    BOOST_TEST(words_of([&] { ledger.take_call(30, std::chrono::seconds(30), place); }) == said);
    BOOST_TEST(ledger.calls(id).empty());  // Reading waits for nobody.
    other.run("rollback");
  }
  BOOST_TEST(ledger.write(id, {.intents = {call(1)}}));
}

BOOST_AUTO_TEST_CASE(a_ledger_deleted_or_replaced_while_it_is_used_is_noticed) {
  for (const std::string what : {"deleted", "replaced", "log deleted"}) {
    Shelf shelf(Backend::sqlite);
    auto ledger = shelf.open();
    const auto id = ledger.begin(nightly()).value();
    const auto& file = shelf.location();
    if (what == "log deleted") {
      fs::remove(file + "-wal");
    } else {
      fs::remove(file);
    }
    if (what == "replaced") {
      std::ofstream(file) << "";
    }
    const auto expected = fmt::format(
        "the ledger {} was deleted or replaced while this program used it, and what was just noted "
        "is lost; start again, and leave the file alone until the program ends",
        file
    );
    std::int64_t place = 0;
    BOOST_TEST(words_of([&] { ledger.write(id, {.intents = {call(1)}}); }) == expected);
    BOOST_TEST(words_of([&] { ledger.calls(id); }) == expected);
    BOOST_TEST(words_of([&] {
                 ledger.take_call(30, std::chrono::seconds(30), place);
               }) == expected);
  }
}
