#include "sandbox/page_parts.hpp"

#include "sandbox/call.hpp"

#include <fmt/format.h>

namespace sandbox {

json::object link_to(std::string_view kind, Id id, std::string_view name) {
  json::object link;
  link["href"] = fmt::format("/{}/{}", kind, id);
  link["name"] = name;
  return link;
}

std::string user_name(Id id) { return id == 0 ? std::string() : fmt::format("User {}", id); }

json::array rows_of(const std::vector<browse::Test>& tests) {
  json::array rows;
  for (const auto& test : tests) {
    auto row = link_to("tests", test.id, test.name);
    row["id"] = test.id;
    row["display_id"] = test.display_id;
    row["type"] = test.type;
    row["created"] = when(test.created);
    rows.push_back(std::move(row));
  }
  return rows;
}

json::array rows_of(const std::vector<browse::Instance>& instances) {
  json::array rows;
  for (const auto& instance : instances) {
    auto row = link_to("instances", instance.id, instance.test);
    row["set"] = instance.set;
    row["display_id"] = instance.display_id;
    row["status"] = instance.status;
    row["kind"] = kind_of(instance.status);
    row["runs"] = instance.runs;
    row["last_run"] = when(instance.last_run);
    row["run_href"] =
        instance.newest_run == 0 ? std::string() : fmt::format("/runs/{}", instance.newest_run);
    rows.push_back(std::move(row));
  }
  return rows;
}

json::object row_of(const browse::Step& step) {
  json::object row;
  row["name"] = step.name;
  row["description"] = shortened(step.description);
  row["expected"] = shortened(step.expected_results);
  row["actual"] = shortened(step.actual_results);
  row["details"] =
      !step.description.empty() || !step.expected_results.empty() || !step.actual_results.empty();
  return row;
}

json::object facts_of(
    const browse::Test& test,
    const std::vector<browse::Step>& steps,
    const std::map<std::string, std::string>& field_names
) {
  json::array facts;
  add_fact(facts, "id", fmt::format("{} ({})", test.display_id, test.id));
  add_fact(facts, "type", test.type);
  add_fact(facts, "author", user_name(test.author));
  add_fact(facts, "run status", test.status);
  add_fact(facts, "last run", when(test.last_run));
  add_fact(facts, "made", when(test.created));
  add_attributes(facts, test.rest, field_names);

  json::array rows;
  for (const auto& step : steps) {
    rows.push_back(row_of(step));
  }
  json::object result;
  result["test_facts"] = std::move(facts);
  result["description"] = attribute_text(test.rest, "description");
  result["scenario"] = attribute_text(test.rest, "scenario");
  result["has_test_steps"] = !rows.empty();
  result["test_steps"] = std::move(rows);
  return result;
}

}  // namespace sandbox
