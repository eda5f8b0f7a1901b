#include "pages/embedded.hpp"
#include "sandbox/browse.hpp"
#include "sandbox/page_content.hpp"
#include "sandbox/page_parts.hpp"
#include "sandbox/pager.hpp"
#include "sandbox/refusal.hpp"
#include "sandbox/statuses.hpp"

#include <fmt/format.h>

#include <map>
#include <utility>

// A run with its steps and files.
namespace sandbox {

namespace {

constexpr std::size_t most_files = 1'000;

json::object row_of_file(const browse::File& file) {
  auto row = link_to("files", file.id, file.name);
  row["size"] = counted(file.size, "byte");
  return row;
}

json::object row_of_step(const browse::Step& step, json::array files) {
  auto row = row_of(step);
  row["status"] = step.status;
  const bool cut = is_shortened(step.description) || is_shortened(step.expected_results) ||
                   is_shortened(step.actual_results);
  row["whole_href"] = cut ? fmt::format("/steps/{}", step.id) : std::string();
  row["kind"] = kind_of(step.status);
  row["open"] = step.status == status::failed;
  row["details"] = row["details"].get_bool() || !files.empty();
  row["how"] = files.empty() ? std::string() : counted(files.size(), "file");
  row["has_files"] = !files.empty();
  row["files"] = std::move(files);
  return row;
}

}  // namespace

std::string whole_step(const browse::Step& step) {
  std::string text = fmt::format("{}: {}\n", step.name, step.status);
  for (const auto& [name, part] :
       {std::pair("Description", &step.description),
        std::pair("Expected", &step.expected_results),
        std::pair("Actual", &step.actual_results)}) {
    if (!part->empty()) {
      text += fmt::format("\n{}:\n{}\n", name, *part);
    }
  }
  return text;
}

PageContent page_of_run(Store& store, Id id, const Query& query) {
  const auto run = browse::run(store, id);
  const auto instance = run ? browse::instance(store, run->instance_id) : std::nullopt;
  if (!instance) {
    throw Refusal(404, fmt::format("There is no run {} in this sandbox.", id));
  }
  const auto page = page_asked(query, run->steps);
  const auto steps = browse::steps_of_run(store, id, page);
  std::map<Id, json::array> files;
  const auto shown = browse::files(store, id, steps, most_files);
  for (const auto& file : shown) {
    files[file.step_id].push_back(row_of_file(file));
  }

  json::array facts;
  add_fact(facts, "id", std::to_string(run->id));
  add_fact(facts, "recorded", when(run->created));
  add_fact(facts, "duration", run->duration);
  add_fact(facts, "exit code", run->exit_code);
  add_fact(facts, "type", run->type);
  add_fact(facts, "tester", user_name(run->tester));
  add_attributes(facts, run->rest, browse::field_names(store));

  PageContent content;
  content.title = instance->test;
  content.subtitle = fmt::format("Run {}", run->id);
  content.above.push_back(link_to("sets", instance->set_id, instance->set));
  content.above.push_back(
      link_to("instances", instance->id, fmt::format("Instance {}", instance->display_id))
  );
  content.body = pages::sandbox_run_mustache;
  auto& data = content.data;
  data["status"] = run->status;
  data["kind"] = kind_of(run->status);
  data["facts"] = std::move(facts);
  data["output"] = run->output;
  data["has_files"] = !files[0].empty();
  data["files"] = std::move(files[0]);
  data["more_files"] = shown.size() < most_files
                           ? std::string()
                           : fmt::format("Only {} files are shown here.", most_files);
  json::array rows;
  for (const auto& step : steps) {
    rows.push_back(row_of_step(step, std::move(files[step.id])));
  }
  data["has_steps"] = !rows.empty();
  data["steps"] = std::move(rows);
  data["pager"] = pager(page, run->steps, fmt::format("/runs/{}", id));
  return content;
}

}  // namespace sandbox
