#include "sandbox/browse.hpp"

#include "sandbox/browse_rows.hpp"
#include "sandbox/call.hpp"

#include <fmt/format.h>

#include <tuple>

namespace sandbox::browse {

namespace {

std::size_t count(
    Store& store, const std::string& what, const std::vector<std::string>& texts = {}
) {
  const auto rows = select<std::tuple<Id>>(store.sql(), "select count(*) + 0 " + what, texts);
  return static_cast<std::size_t>(std::get<0>(rows.at(0)));
}

std::vector<Set> sets_where(Store& store, const std::string& clause) {
  using Row = std::tuple<Id, Id, std::string, Id, Id, Id, Id, std::string>;
  std::vector<Set> found;
  for (const auto& [id, display_id, name, author, instances, last_run, created, rest] : select<Row>(
           store.sql(),
           "select id, display_id, name, author_id, instances_count, last_run, created_at, rest"
           " from sets " +
               clause
       )) {
    found.push_back({id, display_id, name, author, size_of(instances), last_run, created, rest});
  }
  return found;
}

std::vector<Test> tests_where(Store& store, const std::string& clause) {
  using Row =
      std::tuple<Id, Id, std::string, std::string, Id, std::string, Id, Id, std::string, Id>;
  std::vector<Test> found;
  for (const auto& [id, display_id, name, type, author, status, last_run, created, rest, steps] :
       select<Row>(
           store.sql(),
           "select id, display_id, name, test_type, author_id, run_status, last_run, created_at,"
           " rest, steps_count from tests t " +
               clause
       )) {
    found.push_back(
        {id, display_id, name, type, author, status, last_run, created, rest, size_of(steps)}
    );
  }
  return found;
}

// `chosen` selects ids. Only those are joined, which keeps late pages of a large set fast.
std::vector<Instance> instances_in(
    Store& store, const std::string& chosen, const std::vector<std::string>& texts = {}
) {
  using Row = std::
      tuple<Id, Id, Id, std::string, std::string, Id, Id, std::string, Id, Id, Id, Id, std::string>;
  std::vector<Instance> found;
  for (const auto& [id, set, test, set_name, test_name, set_display_id, number, status, last_run, newest, runs, created, rest] :
       select<Row>(
           store.sql(),
           "select i.id, i.set_id, i.test_id, s.name, t.name, s.display_id, i.number,"
           " i.run_status, i.last_run,"
           " coalesce((select max(r.id) from runs r where r.instance_id = i.id), 0), i.runs,"
           " i.created_at, i.rest"
           " from instances i join sets s on s.id = i.set_id join tests t on t.id = i.test_id"
           " where i.id in (" +
               chosen + ") order by i.id",
           texts
       )) {
    found.push_back(
        {id,
         set,
         test,
         set_name,
         test_name,
         fmt::format("{}:{}", set_display_id, number),
         status,
         last_run,
         newest,
         size_of(runs),
         created,
         rest}
    );
  }
  return found;
}

constexpr const char* in_no_set =
    "where not exists (select 1 from instances i where i.test_id = t.id)";

}  // namespace

std::size_t count_sets(Store& store) { return count(store, "from sets"); }

std::vector<Set> sets(Store& store, const Page& page) {
  return sets_where(store, "order by id desc" + page.limit());
}

std::optional<Set> set(Store& store, Id id) {
  return first_of(sets_where(store, fmt::format("where id = {}", id)));
}

std::map<Id, Statuses> statuses(Store& store, const std::vector<Id>& sets) {
  std::map<Id, Statuses> found;
  for (const auto& [set, status, times] : select<std::tuple<Id, std::string, Id>>(
           store.sql(),
           "select set_id, run_status, count(*) + 0 from instances where 1" +
               id_filter("set_id", sets) + " group by set_id, run_status"
       )) {
    found[set][status] = size_of(times);
  }
  return found;
}

std::size_t count_tests_in_no_set(Store& store) {
  return count(store, fmt::format("from tests t {}", in_no_set));
}

std::vector<Test> tests_in_no_set(Store& store, const Page& page) {
  return tests_where(store, fmt::format("{} order by id desc{}", in_no_set, page.limit()));
}

std::optional<Test> test(Store& store, Id id) {
  return first_of(tests_where(store, fmt::format("where id = {}", id)));
}

std::vector<Step> steps_of_test(Store& store, Id test, const Page& page) {
  std::vector<Step> found;
  for (const auto& [id, name, description, expected] :
       select<std::tuple<Id, std::string, std::string, std::string>>(
           store.sql(),
           fmt::format(
               "select id, name, description, expected_results from steps where test_id = {}"
               " order by position{}",
               test,
               page.limit()
           )
       )) {
    found.push_back({id, name, description, expected, "", ""});
  }
  return found;
}

std::vector<Instance> instances_of_set(
    Store& store, Id set, const std::string& status, const Page& page
) {
  auto chosen = fmt::format("select id from instances where set_id = {}", set);
  std::vector<std::string> texts;
  if (!status.empty()) {
    chosen += " and run_status = :t0";
    texts.push_back(status);
  }
  return instances_in(store, chosen + " order by id" + page.limit(), texts);
}

std::size_t count_instances_of_test(Store& store, Id test) {
  return count(store, fmt::format("from instances where test_id = {}", test));
}

std::vector<Instance> instances_of_test(Store& store, Id test, const Page& page) {
  return instances_in(
      store,
      fmt::format("select id from instances where test_id = {} order by id{}", test, page.limit())
  );
}

std::optional<Instance> instance(Store& store, Id id) {
  return first_of(instances_in(store, std::to_string(id)));
}

std::map<std::string, std::string> field_names(Store& store) {
  std::map<std::string, std::string> names;
  for (const auto& [id, name] : select<std::tuple<Id, std::string>>(
           store.sql(), "select id, name from fields where custom = 1"
       )) {
    names[fmt::format("---f-{}", id)] = name;
  }
  return names;
}

}  // namespace sandbox::browse
