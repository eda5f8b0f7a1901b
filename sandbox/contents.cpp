#include "sandbox/contents.hpp"

#include "sandbox/runs.hpp"

#include <charconv>
#include <map>

namespace sandbox {

std::vector<HeldInstance> held_instances(Store& store) {
  using Row = std::tuple<Id, Id, Id, std::string, std::string, std::string, int>;
  std::vector<HeldInstance> result;
  for (const auto& [id, set_id, test_id, set, test, status, runs] : select<Row>(
           store.sql(),
           "select i.id, i.set_id, i.test_id, s.name, t.name, i.run_status, i.runs from instances i"
           " join sets s on s.id = i.set_id join tests t on t.id = i.test_id"
           " order by i.set_id, i.id"
       )) {
    result.push_back({id, set_id, test_id, set, test, status, runs});
  }
  return result;
}

void remove_entity(Store& store, Id id) {
  // Ids of tests, sets and instances have ranges of their own.
  for (const auto* statement :
       {"delete from runs where instance_id = :id or set_id = :id2 or test_id = :id3",
        "delete from instances where id = :id or set_id = :id2 or test_id = :id3",
        "delete from tests where id = :id and :id2 = :id3",
        "delete from sets where id = :id and :id2 = :id3"}) {
    store.sql() << statement, soci::use(id, "id"), soci::use(id, "id2"), soci::use(id, "id3");
  }
  store.sql() << "update sets set instances_count ="
                 " (select count(*) from instances where set_id = sets.id)";
}

std::vector<HeldTest> held_tests(Store& store) {
  using Row = std::tuple<Id, Id, std::string, std::string, Id, std::string, std::string>;
  std::vector<HeldTest> result;
  for (const auto& [id, display_id, name, type, author, status, rest] : select<Row>(
           store.sql(),
           "select id, display_id, name, test_type, author_id, run_status, rest"
           " from tests order by id"
       )) {
    result.push_back({id, display_id, name, type, author, status, rest});
  }
  return result;
}

std::vector<HeldSet> held_sets(Store& store) {
  using Row = std::tuple<Id, std::string, std::string>;
  std::vector<HeldSet> result;
  for (const auto& [id, name, rest] :
       select<Row>(store.sql(), "select id, name, rest from sets order by id")) {
    result.push_back({id, name, rest});
  }
  return result;
}

std::vector<HeldRun> held_runs(Store& store) {
  std::map<Id, std::vector<HeldFile>> files_of_runs;
  std::map<Id, std::vector<HeldFile>> files_of_steps;
  using FileRow = std::tuple<Id, Id, std::string, std::string>;
  for (const auto& [run, step, filename, content] : select<FileRow>(
           store.sql(), "select run_id, run_step_id, filename, content from files order by id"
       )) {
    auto& files = step == 0 ? files_of_runs[run] : files_of_steps[step];
    files.push_back({filename, from_base64(content).value_or("")});
  }

  std::map<Id, std::vector<HeldStep>> steps_of;
  using StepRow =
      std::tuple<Id, Id, std::string, std::string, std::string, std::string, std::string>;
  for (const auto& [id, run, name, description, expected, actual, status] : select<StepRow>(
           store.sql(),
           "select id, run_id, name, description, expected_results, actual_results,"
           " status from run_steps order by id"
       )) {
    steps_of[run].push_back({name, description, expected, actual, status, files_of_steps[id]});
  }

  using Row = std::tuple<
      Id,
      Id,
      std::string,
      std::string,
      std::string,
      std::string,
      std::string,
      std::string,
      std::string,
      std::string>;
  std::vector<HeldRun> result;
  for (const auto& [id, instance, set, test, status, exit_code, duration, output, type, rest] :
       select<Row>(
           store.sql(),
           "select r.id, r.instance_id, s.name, t.name, r.status, r.exit_code,"
           " r.run_duration, r.output, r.run_type, r.rest from runs r"
           " join sets s on s.id = r.set_id join tests t on t.id = r.test_id"
           " order by r.id"
       )) {
    HeldRun run;
    run.id = id;
    run.instance_id = instance;
    run.set = set;
    run.test = test;
    run.status = status;
    if (!exit_code.empty()) {
      int code = 0;
      std::from_chars(exit_code.data(), exit_code.data() + exit_code.size(), code);
      run.exit_code = code;
    }
    run.duration = duration;
    run.output = output;
    run.run_type = type;
    run.attributes = rest;
    run.steps = std::move(steps_of[id]);
    run.files = std::move(files_of_runs[id]);
    result.push_back(std::move(run));
  }
  return result;
}

}  // namespace sandbox
