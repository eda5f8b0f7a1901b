#include "pages/embedded.hpp"
#include "pages/render.hpp"
#include "sandbox/browse.hpp"
#include "sandbox/page_content.hpp"
#include "sandbox/page_parts.hpp"
#include "sandbox/pager.hpp"
#include "sandbox/refusal.hpp"

#include <fmt/format.h>

// An instance, its test and its runs.
namespace sandbox {

namespace {

using FieldNames = std::map<std::string, std::string>;

json::object row_of_run(const browse::Run& run, const FieldNames& field_names) {
  auto row = link_to("runs", run.id, when(run.created));
  row["status"] = run.status;
  row["kind"] = kind_of(run.status);
  row["how"] = fmt::format(
      "{}{}, {}",
      run.duration.empty() ? std::string() : run.duration + ", ",
      counted(run.steps, "step"),
      counted(run.files, "file")
  );
  json::array facts;
  add_attributes(facts, run.rest, field_names);
  row["has_facts"] = !facts.empty();
  row["facts"] = std::move(facts);
  row["output"] = shortened(run.output);
  return row;
}

}  // namespace

PageContent page_of_instance(Store& store, Id id, const Query& query) {
  const auto instance = browse::instance(store, id);
  if (!instance) {
    throw Refusal(404, fmt::format("There is no instance {} in this sandbox.", id));
  }
  const auto page = page_asked(query, instance->runs);
  const auto field_names = browse::field_names(store);

  PageContent content;
  content.title = instance->test;
  content.subtitle = fmt::format("Instance {}", instance->display_id);
  content.above.push_back(link_to("sets", instance->set_id, instance->set));
  static const auto body = pages::with_part(
      std::string(pages::sandbox_instance_mustache),
      "<!--test-->",
      pages::sandbox_test_facts_mustache
  );
  content.body = body;

  auto& data = content.data;
  if (const auto test = browse::test(store, instance->test_id)) {
    data = facts_of(*test, browse::steps_of_test(store, test->id, Page{}), field_names);
    data["more_steps"] =
        test->steps > Page{}.size ? fmt::format("All {} steps", test->steps) : std::string();
  }
  data["test_href"] = fmt::format("/tests/{}", instance->test_id);

  json::array facts;
  add_fact(facts, "id", fmt::format("{} ({})", instance->display_id, instance->id));
  add_fact(facts, "runs", std::to_string(instance->runs));
  add_fact(facts, "last run", when(instance->last_run));
  add_fact(facts, "made", when(instance->created));
  add_attributes(facts, instance->rest, field_names);
  data["status"] = instance->status;
  data["kind"] = kind_of(instance->status);
  data["facts"] = std::move(facts);

  json::array rows;
  for (const auto& run : browse::runs(store, id, page)) {
    rows.push_back(row_of_run(run, field_names));
  }
  data["has_runs"] = !rows.empty();
  data["runs"] = std::move(rows);
  data["pager"] = pager(page, instance->runs, fmt::format("/instances/{}", id));
  return content;
}

}  // namespace sandbox
