#include "sandbox/store.hpp"

#include <fmt/chrono.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>
#include <ctime>
#include <initializer_list>
#include <stdexcept>

namespace sandbox {

namespace {

// Nothing is ever NULL: '' and 0 stand for absent. `rest` holds the attributes that the sandbox
// only keeps and gives back, as a JSON object.
constexpr std::initializer_list<const char*> schema = {
    "create table if not exists kept (key text primary key, value text not null)",

    "create table if not exists tests ("
    " id integer primary key, display_id integer not null, name text not null,"
    " folded text not null, test_type text not null, author_id integer not null,"
    " steps_count integer not null, run_status text not null, last_run integer not null,"
    " created_at integer not null, updated_at integer not null, rest text not null)",
    "create index if not exists tests_by_name on tests (name)",
    "create unique index if not exists tests_by_display_id on tests (display_id)",

    "create table if not exists steps ("
    " id integer primary key, test_id integer not null, position integer not null,"
    " name text not null, description text not null, expected_results text not null,"
    " created_at integer not null)",
    "create index if not exists steps_by_test on steps (test_id, position)",

    "create table if not exists sets ("
    " id integer primary key, display_id integer not null, name text not null,"
    " folded text not null, author_id integer not null, instances_count integer not null,"
    " last_run integer not null, created_at integer not null, updated_at integer not null,"
    " rest text not null)",
    "create index if not exists sets_by_name on sets (name)",
    "create unique index if not exists sets_by_display_id on sets (display_id)",

    "create table if not exists instances ("
    " id integer primary key, set_id integer not null, test_id integer not null,"
    " number integer not null, run_status text not null, last_run integer not null,"
    " last_run_duration text not null, tester_id integer not null, runs integer not null,"
    " created_at integer not null, updated_at integer not null, rest text not null)",
    // By set alone too, so that its instances come in the order of their ids without sorting.
    "create index if not exists instances_by_set on instances (set_id)",
    "create index if not exists instances_by_set_and_test on instances (set_id, test_id)",
    "create index if not exists instances_by_test on instances (test_id)",

    "create table if not exists runs ("
    " id integer primary key, instance_id integer not null, set_id integer not null,"
    " test_id integer not null, status text not null, exit_code text not null,"
    " run_duration text not null, output text not null, run_type text not null,"
    " tester_id integer not null, created_at integer not null, rest text not null)",
    "create index if not exists runs_by_instance on runs (instance_id)",
    "create index if not exists runs_by_set on runs (set_id)",
    "create index if not exists runs_by_test on runs (test_id)",

    "create table if not exists run_steps ("
    " id integer primary key, run_id integer not null, name text not null,"
    " description text not null, expected_results text not null, actual_results text not null,"
    " status text not null)",
    "create index if not exists run_steps_by_run on run_steps (run_id)",

    // The content stays base64, as it came: SOCI binds text faster than blobs.
    "create table if not exists files ("
    " id integer primary key, run_id integer not null, run_step_id integer not null,"
    " filename text not null, size integer not null, content text not null)",
    "create index if not exists files_by_run on files (run_id)",

    "create table if not exists fields ("
    " id integer primary key, custom integer not null, name text not null,"
    " field_format text not null, possible_values text not null, entities text not null,"
    " updated_at integer not null)",
};

std::string connection(const std::string& file) {
  if (file.find('"') != std::string::npos) {
    throw std::runtime_error("the data file's name may not contain a quotation mark: " + file);
  }
  return "dbname=\"" + (file.empty() ? std::string(":memory:") : file) + "\"";
}

Id greatest(soci::session& session, const std::string& table, Id otherwise) {
  const auto rows = select<std::tuple<Id>>(session, "select coalesce(max(id), 0) from " + table);
  return std::max(std::get<0>(rows.at(0)), otherwise);
}

}  // namespace

Store::Store(const std::string& file, Clock clock)
    : in_memory_(file.empty()), clock_(std::move(clock)) {
  try {
    session_.open(soci::sqlite3, connection(file));
    if (!in_memory_) {
      // The ids given out last are kept in memory: two sandboxes must not share a file.
      session_ << "pragma locking_mode = exclusive";
      session_ << "pragma journal_mode = wal";
      session_ << "pragma synchronous = normal";
    }
    soci::transaction transaction(session_);
    for (const auto* statement : schema) {
      session_ << statement;
    }
    transaction.commit();
    ids_.test = greatest(session_, "tests", ids_.test);
    ids_.set = greatest(session_, "sets", ids_.set);
    ids_.instance = greatest(session_, "instances", ids_.instance);
    ids_.run = greatest(session_, "runs", ids_.run);
    ids_.step = greatest(session_, "steps", ids_.step);
    ids_.run_step = greatest(session_, "run_steps", ids_.run_step);
    ids_.file = greatest(session_, "files", ids_.file);
  } catch (const soci::soci_error& error) {
    throw std::runtime_error(fmt::format(
        "cannot use the sandbox's data {}: {}; name a file of a sandbox, or a new one in a folder "
        "that may be written",
        file,
        error.get_error_message()
    ));
  }
}

Id Store::now() const {
  const auto since_epoch = clock_().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::seconds>(since_epoch).count();
}

std::string Store::kept(const std::string& key) {
  const auto rows =
      select<std::tuple<std::string>>(session_, "select value from kept where key = :t0", {key});
  return rows.empty() ? std::string() : std::get<0>(rows.front());
}

void Store::keep(const std::string& key, const std::string& value) {
  session_ << "insert or replace into kept (key, value) values (:key, :value)", soci::use(key),
      soci::use(value);
}

std::string timestamp(Id seconds) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}+00:00", fmt::gmtime(static_cast<std::time_t>(seconds)));
}

}  // namespace sandbox
