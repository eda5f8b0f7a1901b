#include "tests/ledger/shelf.hpp"
#include "tests/ledger/trouble.hpp"
#include "tests/ledger/worker.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>
#include <fstream>
#include <random>

namespace data = boost::unit_test::data;
namespace fs = std::filesystem;
using namespace ledger;

namespace {

constexpr int imports = 5;
constexpr int calls = 40;

/// A ledger with something in every table, closed in order: all is in its file.
void fill(Shelf& shelf) {
  auto ledger = shelf.open();
  for (int build = 0; build < imports; ++build) {
    const auto id = ledger.begin(nightly(fmt::format("build {}", build))).value();
    for (int number = 1; number <= calls; ++number) {
      Changes changes;
      changes.intents = {call(number, shelf.now)};
      for (int i = 0; i < 17; ++i) {
        changes.intents[0].items.push_back(fmt::format("com.example.Suite{}.test{}", number, i));
      }
      if (number % 3 != 0) {
        changes.endings = {
            {.number = number, .ended = number % 3 == 1 ? Ended::done : Ended::refused}};
      }
      changes.tests = {{.name = fmt::format("Test {}", number), .id = number}};
      changes.sets = {{.name = fmt::format("Set {}", number), .id = number}};
      changes.instances = {{.set_id = 1, .test_id = number, .id = number}};
      ledger.write(id, changes);
    }
    ledger.claim(id, {fmt::format("test {}", build)});
    if (build % 2 == 0) {
      ledger.end(id, State::incomplete, static_cast<std::size_t>(build));
    }
  }
}

std::string told(const KnownImport& import) {
  return fmt::format(
      "{} {} {} {} {} {} {} {} {} {}",
      import.id,
      import.identity,
      import.set,
      static_cast<int>(import.state),
      fmt::join(import.arguments, " "),
      import.folder,
      import.results,
      import.recorded,
      import.begun.time_since_epoch().count(),
      import.ended.time_since_epoch().count()
  );
}

std::string told(const Call& call) {
  return fmt::format(
      "{} {} {} {} {}",
      call.intent.number,
      static_cast<int>(call.intent.kind),
      fmt::join(call.intent.items, " "),
      call.intent.sent.time_since_epoch().count(),
      call.ended ? static_cast<int>(*call.ended) : -1
  );
}

/// One answer of a ledger to a question, or that it refuses to give one.
struct Answers {
  std::vector<std::string> all;
  int refused = 0;

  template <class Question>
  void ask(Question question) {
    try {
      all.push_back(question());
    } catch (const LedgerError& error) {
      all.emplace_back();
      ++refused;
    }
  }
};

/// All that a ledger can be asked.
Answers ask_everything(Shelf& shelf) {
  Answers answers;
  std::optional<Ledger> ledger;
  answers.ask([&] {
    ledger.emplace(shelf.open());
    return std::string("opened");
  });
  if (!ledger) {
    return answers;
  }
  for (int build = 0; build < imports; ++build) {
    const auto identity = fmt::format("build {}", build);
    answers.ask([&] {
      const auto import = ledger->find(identity, "name Nightly");
      return import ? told(*import) : "not known";
    });
    answers.ask([&] {
      std::string text;
      for (const auto& each : ledger->calls(build + 1)) {
        text += told(each) + "\n";
      }
      return text;
    });
  }
  answers.ask([&] {
    std::string text;
    for (const auto& import : ledger->interrupted()) {
      text += told(import) + "\n";
    }
    return text;
  });
  for (int number = 1; number <= calls; ++number) {
    answers.ask([&] {
      return std::to_string(ledger->test_named(fmt::format("Test {}", number)).value_or(-1));
    });
    answers.ask([&] {
      return std::to_string(ledger->set_named(fmt::format("Set {}", number)).value_or(-1));
    });
  }
  answers.ask([&] {
    std::string text;
    for (const auto& test : ledger->tests()) {
      text += fmt::format("{} {}\n", test.id, test.name);
    }
    return text;
  });
  answers.ask([&] {
    std::string text;
    for (const auto& instance : ledger->instances_of(1)) {
      text += fmt::format("{} {}\n", instance.id, instance.test_id);
    }
    return text;
  });
  // Whatever is still allowed must not crash either.
  answers.ask([&] {
    const auto id = ledger->begin(nightly("another"));
    if (id) {
      ledger->claim(*id, {"test 0", "test 1"});
      ledger->write(*id, {.intents = {call(1)}});
      std::int64_t place = 0;
      ledger->take_call(30, std::chrono::seconds(30), place);
      ledger->end(*id, State::complete, 1);
    }
    return std::string("written");
  });
  return answers;
}

std::string content_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void put(const std::string& file, const std::string& content) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << content;
}

/// Never empties it: an empty file is a new ledger.
std::string damage(std::string content, std::mt19937& random) {
  const auto any = [&](std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
  };
  const auto at = any(content.size());
  const auto length = std::min(content.size() - at, any(2) == 0 ? 1 + any(8) : 1 + any(8192));
  switch (any(4)) {
  case 0:  // One bit.
    content[at] = static_cast<char>(content[at] ^ (1 << any(8)));
    break;
  case 1:  // Noise.
    for (std::size_t i = 0; i < length; ++i) {
      content[at + i] = static_cast<char>(random());
    }
    break;
  case 2:  // Zeros.
    content.replace(at, length, length, '\0');
    break;
  default:  // The end is missing.
    content.resize(std::max<std::size_t>(at, 1));
  }
  return content;
}

}  // namespace

// A hundred ledgers, each damaged in another way: every answer is the right one, or an error that
// says the ledger is damaged. Never a wrong answer, never a crash.
BOOST_AUTO_TEST_CASE(a_damaged_file_gives_right_answers_or_none) {
  Shelf shelf(Backend::sqlite);
  fill(shelf);
  const auto& file = shelf.location();
  const auto whole = content_of(file);
  BOOST_REQUIRE(!fs::exists(file + "-wal"));
  const auto right = ask_everything(shelf);
  BOOST_REQUIRE(right.refused == 0);

  int refused = 0;
  int unharmed = 0;
  for (unsigned seed = 0; seed < 100; ++seed) {
    std::mt19937 random(seed);
    fs::remove(file + "-wal");
    fs::remove(file + "-shm");
    put(file, damage(whole, random));
    const auto answers = ask_everything(shelf);
    (answers.refused > 0 ? refused : unharmed)++;
    for (std::size_t i = 0; i < answers.all.size(); ++i) {
      const bool right_or_none = answers.all[i].empty() || answers.all[i] == right.all[i];
      BOOST_TEST(
          right_or_none,
          fmt::format(
              "seed {}, answer {}: \"{}\", not \"{}\"", seed, i, answers.all[i], right.all[i]
          )
      );
    }
  }
  // Some damage is in room that is not used, or in what takes part in no answer.
  BOOST_TEST(refused > 50);
  BOOST_TEST(unharmed > 0);
  BOOST_TEST_MESSAGE(fmt::format("{} noticed, {} without harm", refused, unharmed));
}

BOOST_AUTO_TEST_CASE(the_error_of_a_damaged_file_says_what_to_move_away) {
  Shelf shelf(Backend::sqlite);
  fill(shelf);
  auto content = content_of(shelf.location());
  content.replace(2 * 4096, 4096, 4096, '\0');
  put(shelf.location(), content);
  BOOST_TEST(
      words_at(shelf.location()) == fmt::format(
                                        "the ledger {0} is damaged; move {0} away, with {0}-wal "
                                        "and {0}-shm if they are there, and "
                                        "a new one is made",
                                        shelf.location()
                                    )
  );
}

// Too large to be looked through at each start: all but the calls are, and each call that is read.
BOOST_AUTO_TEST_CASE(damage_in_a_large_ledger_is_noticed_when_it_matters) {
  Shelf shelf(Backend::sqlite);
  const auto& file = shelf.location();
  fill(shelf);
  {
    auto ledger = shelf.open();
    auto intent = call(99);
    intent.items.push_back(std::string(65 << 20, 'x'));
    const auto id = ledger.begin(nightly("large")).value();
    ledger.write(id, {.intents = {intent}});
    ledger.end(id, State::complete, 1);
  }
  const auto whole = content_of(file);
  const auto large = std::stoll(shelf.sql("select id from imports where identity = 'large'"));
  BOOST_TEST(shelf.open().calls(large).at(0).intent.items.size() == 4u);
  const auto root_of = [&](const char* table) {
    return std::stoull(
        shelf.sql(fmt::format("select rootpage from sqlite_master where name = '{}'", table))
    );
  };
  for (const auto* table : {"imports", "tests", "sqlite_autoindex_imports_1", "claims"}) {
    auto damaged = whole;
    damaged.replace(root_of(table) * 4096 - 40, 40, 40, '\0');  // Rows grow from a page's end.
    put(file, damaged);
    const auto said = words_of([&] { shelf.open().interrupted(); });
    BOOST_TEST(said.find("is damaged") != std::string::npos, table);
    put(file, whole);
  }
  auto damaged = whole;
  damaged[damaged.size() - 1'000'000] ^= 1;
  put(file, damaged);
  auto ledger = shelf.open();
  BOOST_TEST(ledger.calls(1).size() == static_cast<std::size_t>(calls));
  BOOST_TEST(words_of([&] { ledger.calls(large); }).find("is damaged") != std::string::npos);
}

// The log beside the file holds the last writes of a process that was killed. Where it is damaged
// SQLite ignores the rest of it, as after a power failure: the ledger forgets its last writes, but
// what it still tells is right.
BOOST_AUTO_TEST_CASE(a_damaged_log_costs_at_most_the_last_writes) {
  Shelf shelf(Backend::sqlite);
  const auto& file = shelf.location();
  constexpr int written = 60;
  {
    Worker worker;
    worker.ask({"open", file});
    const auto id = worker.ask({"begin", "build 7"});
    for (int number = 1; number <= written; ++number) {
      BOOST_REQUIRE(worker.ask({"write", id, std::to_string(number), "a", "b"}) == "yes");
    }
  }
  const auto main = content_of(file);
  const auto log = content_of(file + "-wal");
  BOOST_REQUIRE(log.size() > 100'000u);
  int forgot = 0;
  for (unsigned seed = 0; seed < 50; ++seed) {
    std::mt19937 random(seed);
    put(file, main);
    put(file + "-wal", damage(log, random));
    fs::remove(file + "-shm");
    try {
      auto ledger = shelf.open();
      const auto known = ledger.find("build 7", "name Nightly");
      const auto calls_left = known ? ledger.calls(known->id) : std::vector<Call>();
      for (std::size_t i = 0; i < calls_left.size(); ++i) {
        BOOST_REQUIRE(calls_left[i].intent.number == static_cast<std::int64_t>(i + 1));
        BOOST_REQUIRE(calls_left[i].intent.items.at(1) == "b");
      }
      forgot += calls_left.size() < written;
    } catch (const LedgerError&) {
    }
  }
  BOOST_TEST(forgot > 0);
}

namespace {

/// Something in a ledger that ptimport never wrote there.
struct Change {
  const char* sql;
};

std::ostream& operator<<(std::ostream& out, const Change& change) { return out << change.sql; }

const Change changes[] = {
    {"update calls set items = '['"},
    {"update calls set items = '{}'"},
    {"update calls set items = '[1]'"},
    {"update calls set items = '[\"hex:0\"]'"},
    {"update calls set items = '[\"other\"]'"},
    {"update calls set kind = 'RUNS'"},
    {"update calls set number = 7"},
    {"update calls set sent = sent + 1"},
    {"update calls set sent = 9223372036854775807"},
    {"update calls set ended = ''"},
    {"update calls set checksum = 0"},
    {"update imports set state = 'finished'"},
    {"update imports set state = 'complete'"},
    {"update imports set recorded = 99"},
    {"update imports set arguments = 'import'"},
    {"update tests set id = id + 1"},
    {"update sets set id = id + 1"},
    {"update instances set test_id = test_id + 1"},
    {"update holders set owner = 'me'"},
    {"update holders set owner = 'host boot pid:[1] -1 5'"},
    {"drop table calls"},
    {"alter table imports rename column identity to name"},
};

}  // namespace

BOOST_DATA_TEST_CASE(
    a_value_that_was_never_written_is_damage,
    data::make(backends()) * data::make(changes),
    backend,
    change
) {
  Shelf shelf(backend);
  shelf.now = Time();  // As the worker has it.
  {
    Worker worker;  // So that the import is held by another process.
    worker.ask({"open", shelf.location()});
    const auto id = worker.ask({"begin", "build 7"});
    worker.ask({"write", id, "1", "a"});
    worker.ask({"seen", id});
    shelf.sql(change.sql);
  }
  const auto said = words_of([&] {
    auto ledger = shelf.open();
    ledger.calls(1);
    ledger.interrupted();
    ledger.tests();
    ledger.set_named("Nightly");
    ledger.instances_of(5);
    ledger.begin(nightly());
  });
  BOOST_TEST(said.find("damaged") != std::string::npos, said);
  BOOST_TEST(said.find("other") == std::string::npos, said);
}
