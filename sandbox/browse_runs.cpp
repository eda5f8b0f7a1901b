#include "sandbox/browse.hpp"
#include "sandbox/browse_rows.hpp"
#include "sandbox/runs.hpp"

#include <fmt/format.h>

#include <tuple>

// Runs, their steps and files.
namespace sandbox::browse {

namespace {

std::vector<Run> runs_where(Store& store, const std::string& clause) {
  using Row = std::tuple<
      Id,
      Id,
      std::string,
      std::string,
      std::string,
      std::string,
      std::string,
      Id,
      Id,
      std::string,
      Id,
      Id>;
  std::vector<Run> found;
  for (const auto& [id, instance, status, exit_code, duration, output, type, tester, created, rest, steps, files] :
       select<Row>(
           store.sql(),
           "select id, instance_id, status, exit_code, run_duration, output, run_type, tester_id,"
           " created_at, rest, (select count(*) + 0 from run_steps s where s.run_id = r.id),"
           " (select count(*) + 0 from files f where f.run_id = r.id) from runs r " +
               clause
       )) {
    found.push_back(
        {id,
         instance,
         status,
         exit_code,
         duration,
         output,
         type,
         tester,
         created,
         rest,
         size_of(steps),
         size_of(files)}
    );
  }
  return found;
}

std::vector<Step> steps_where(Store& store, const std::string& clause) {
  using Row = std::tuple<Id, std::string, std::string, std::string, std::string, std::string>;
  std::vector<Step> found;
  for (const auto& [id, name, description, expected, actual, status] : select<Row>(
           store.sql(),
           // Of a run that was taken away with its test or set nothing is shown.
           "select s.id, s.name, s.description, s.expected_results, s.actual_results, s.status"
           " from run_steps s join runs r on r.id = s.run_id " +
               clause
       )) {
    found.push_back({id, name, description, expected, actual, status});
  }
  return found;
}

std::vector<File> files_where(Store& store, const std::string& clause) {
  std::vector<File> found;
  for (const auto& [id, step, name, size] : select<std::tuple<Id, Id, std::string, Id>>(
           store.sql(),
           "select f.id, f.run_step_id, f.filename, f.size from files f"
           " join runs r on r.id = f.run_id " +
               clause
       )) {
    found.push_back({id, step, name, size_of(size)});
  }
  return found;
}

}  // namespace

std::vector<Run> runs(Store& store, Id instance, const Page& page) {
  return runs_where(
      store, fmt::format("where instance_id = {} order by id desc{}", instance, page.limit())
  );
}

std::optional<Run> run(Store& store, Id id) {
  return first_of(runs_where(store, fmt::format("where id = {}", id)));
}

std::vector<Step> steps_of_run(Store& store, Id run, const Page& page) {
  return steps_where(store, fmt::format("where s.run_id = {} order by s.id{}", run, page.limit()));
}

std::optional<Step> step_of_run(Store& store, Id id) {
  return first_of(steps_where(store, fmt::format("where s.id = {}", id)));
}

std::vector<File> files(Store& store, Id run, const std::vector<Step>& steps, std::size_t most) {
  std::vector<Id> owners{0};
  for (const auto& step : steps) {
    owners.push_back(step.id);
  }
  return files_where(
      store,
      fmt::format(
          "where f.run_id = {} and f.run_step_id in ({}) order by f.id limit {}",
          run,
          fmt::join(owners, ","),
          most
      )
  );
}

std::optional<File> file(Store& store, Id id) {
  return first_of(files_where(store, fmt::format("where f.id = {}", id)));
}

std::string content(Store& store, Id file) {
  const auto rows = select<std::tuple<std::string>>(
      store.sql(), fmt::format("select content from files where id = {}", file)
  );
  return rows.empty() ? std::string() : from_base64(std::get<0>(rows.front())).value_or("");
}

}  // namespace sandbox::browse
