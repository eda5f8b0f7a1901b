#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// What this machine (or, with PostgreSQL, all machines) knows of earlier imports: a small
/// relational database that holds, for every call that changes something, the intent before it is
/// sent and the outcome after. Knows neither reports nor HTTP; never holds the token.
namespace ledger {

using Id = std::int64_t;  ///< PractiTest's system ids.
using Time = std::chrono::system_clock::time_point;

/// The ledger cannot be opened, read or written. `what()` is one sentence that names the ledger,
/// the reason in plain words and what to do; it never holds a stored value.
class LedgerError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

using Clock = std::function<Time()>;

/// What only tests change.
struct Settings {
  Clock clock;  ///< Absent: this machine's clock; with PostgreSQL the server's, one for all.
  /// How long to wait for another process that is writing, before LedgerError.
  std::chrono::milliseconds patience{10'000};
};

/// Everything is kept apart by these two.
struct Project {
  std::string base_url;
  Id id = 0;
};

/// What a call that changes something makes; `result` is a run and whatever of its test and
/// instance is missing, in one call.
enum class Kind { test, set, instances, runs, result };

/// A call about to leave. `number` is the caller's, unique in its import and growing.
struct Intent {
  std::int64_t number = 0;
  Kind kind = Kind::runs;
  /// What it is about, in words of the importer's that mean the same on every machine: the name of
  /// a test or set, result keys with their instances, … Any text.
  std::vector<std::string> items;
  Time sent;
};

enum class Ended { done, refused };

struct Ending {
  std::int64_t number = 0;
  Ended ended = Ended::done;
};

/// An id of PractiTest's by the name under which it was seen or made.
struct SeenTest {
  std::string name;
  Id id = 0;
};
struct SeenSet {
  std::string name;
  Id id = 0;
};
struct SeenInstance {
  Id set_id = 0;
  Id test_id = 0;
  Id id = 0;
};

/// One transaction: all of it is kept, or nothing. Intents come before endings: a call that needs
/// no sending any more may be noted with its ending at once.
struct Changes {
  /// A number that is there already is that call sent again: it takes the place of the old one, and
  /// what became of it is unknown again.
  std::vector<Intent> intents{};
  std::vector<Ending> endings{};  ///< Of calls that were noted before, or are here.
  std::vector<SeenTest> tests{};
  std::vector<SeenSet> sets{};
  std::vector<SeenInstance> instances{};
  std::vector<std::string> missing_calls{};  ///< Paths of calls that PractiTest does not have.
  /// What turned out to be gone; before anything above is kept.
  std::vector<Id> gone_tests{};
  std::vector<Id> gone_sets{};
  std::vector<Id> gone_instances{};
  /// Claims of this import to give back (see claim()).
  std::vector<std::string> released{};

  bool empty() const;
};

/// A call of an import's as it is known; `ended` is absent while nobody knows what became of it.
struct Call {
  Intent intent;
  std::optional<Ended> ended;
};

/// A report that an import read.
struct ReportSeen {
  std::string path;    ///< As the user wrote it.
  std::string digest;  ///< Of its content, hexadecimal.
};

using ImportId = std::int64_t;

struct NewImport {
  std::string identity{};  ///< The build, or a digest of the reports; the same on every machine.
  std::string set{};       ///< "id 5" or "name Nightly": an import is into one set.
  std::vector<std::string> arguments{};  ///< The command line without secrets, for `resume`.
  std::string folder{};                  ///< Where it was given.
  std::vector<ReportSeen> reports{};
  std::size_t results = 0;
  /// Not to begin while another process works on an import into the same set.
  bool alone_in_set = false;
};

enum class State {
  running,     ///< Begun; interrupted when its process is gone.
  complete,    ///< Every result has its final outcome and all that were to be recorded are.
  incomplete,  ///< Ended in order, but something was refused or is unknown.
  forgotten    ///< Given up by the user; begun again when the same import is.
};

struct KnownImport {
  ImportId id = 0;
  std::string identity;
  std::string set;
  State state = State::running;
  std::vector<std::string> arguments;
  std::string folder;
  std::size_t results = 0;
  std::size_t recorded = 0;  ///< Of the last end of it.
  Time begun;
  Time ended;  ///< Of the last end; `begun` when it never ended in order.
  /// Another process that is alive works on it at this moment.
  bool held = false;
};

struct CompleteImports {
  std::size_t number = 0;
  std::optional<KnownImport> last;  ///< That ended last; absent when there is none.
};

/// One connection to a ledger, for one project. Threads wait for each other. Every member throws
/// LedgerError; after one the ledger is still usable when the reason has gone (a full disk).
class Ledger {
public:
  /// `location`: a file of SQLite's, made with its folders when it is missing, or
  /// `postgresql://user@host/database`. Brings the schema up to date.
  Ledger(const std::string& location, Project project, const Settings& settings = {});
  ~Ledger();
  Ledger(Ledger&& other) noexcept;
  Ledger& operator=(Ledger&& other) noexcept;

  /// --- Imports ---

  std::optional<KnownImport> find(std::string_view identity, std::string_view set);
  /// Whether another live process works on an import into this set at this moment.
  bool is_busy(std::string_view set);
  /// All projects that this ledger knows of.
  std::vector<Project> projects();
  /// Imports of this project that are neither complete nor forgotten and that nobody works on, the
  /// latest first.
  std::vector<KnownImport> interrupted();
  /// The same with those that somebody works on.
  std::vector<KnownImport> unfinished();
  CompleteImports complete();
  /// Begins the import, or takes up the one of the same identity and set again; it is then held by
  /// this process until end(), the end of the process, or a minute without renew(). Absent when
  /// another live process holds it, or one that it must not run beside.
  std::optional<ImportId> begin(const NewImport& import);
  /// Every call of the import so far, by number.
  std::vector<Call> calls(ImportId import);
  /// Calls of other imports of this project that left since then and whose end nobody knows.
  std::vector<Intent> open_calls_of_others(ImportId import, Time since);
  /// Says that this process is alive: about every ten seconds. False when another process has
  /// taken the import over: then nothing more may be sent.
  bool renew(ImportId import);
  /// Durable on disk when it returns (synchronous=FULL). False, and nothing is kept, when another
  /// process has taken the import over.
  bool write(ImportId import, const Changes& changes);
  /// Nothing happens when another process has taken the import over.
  void end(ImportId import, State state, std::size_t recorded);
  /// An import that is not to be gone on with is forgotten; what is known of its calls stays, so
  /// that nothing is recorded twice when it is begun again. False, and nothing happens, when
  /// another live process works on it.
  bool forget(ImportId import);

  /// --- What imports at the same time must not do twice ---

  /// Takes for `import` the right to make each of these (e.g. "test Login"); true where it was
  /// free, or held by an import whose process is gone; false for all when another process has taken
  /// `import` over. Given back by Changes::released and by end().
  std::vector<bool> claim(ImportId import, const std::vector<std::string>& subjects);

  /// --- Ids once seen ---

  std::optional<Id> test_named(std::string_view name);  ///< The lowest, when several have it.
  std::optional<Id> set_named(std::string_view name);
  std::vector<SeenTest> tests();
  std::vector<SeenInstance> instances_of(Id set_id);
  /// Whether this call (its path, "runs/auto_create.json") was missing within the last 30 days.
  bool is_missing(std::string_view path);

  /// --- The calls of the account's minute, shared by all that use this ledger and base URL ---

  /// Takes a place among `rate` calls in any 60 seconds. A place is held from now until 60
  /// seconds after end_call(); when that is never called (a process that died), until 60 seconds
  /// after `longest`, which a call takes at most.
  /// Absent result: granted, and `place` is set; else how long to wait before asking again.
  std::optional<std::chrono::milliseconds> take_call(
      int rate, std::chrono::milliseconds longest, std::int64_t& place
  );
  /// `counted` unless it is certain that the server never saw it.
  void end_call(std::int64_t place, bool counted);
  /// How many calls count at this moment, of all that use this ledger and base URL.
  std::size_t calls_of_the_minute();
  /// A 429: nobody sends before this time, but for an hour at most.
  void block_calls_until(Time until);

private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace ledger
