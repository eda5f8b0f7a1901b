#include "pages/embedded.hpp"
#include "sandbox/browse.hpp"
#include "sandbox/page_content.hpp"
#include "sandbox/page_parts.hpp"
#include "sandbox/pager.hpp"
#include "sandbox/refusal.hpp"

#include <fmt/format.h>

// A set and its instances.
namespace sandbox {

namespace {

// The status that ?status=… asks for; empty for any.
std::string status_asked(const Query& query, const browse::Statuses& statuses) {
  const auto slug = query.text("status");
  if (!slug) {
    return {};
  }
  for (const auto& [status, number] : statuses) {
    if (slug_of(status) == *slug) {
      return status;
    }
  }
  throw Refusal(404, "No instance of this set has such a status.");
}

json::array choices(
    const browse::Statuses& statuses, std::size_t total, const std::string& chosen, Id set
) {
  json::array result;
  const auto add = [&](std::string_view name, std::size_t number, const std::string& query) {
    json::object choice;
    choice["href"] = fmt::format("/sets/{}{}", set, query);
    choice["name"] = name;
    choice["number"] = number;
    choice["chosen"] = name == (chosen.empty() ? "all" : chosen);
    result.push_back(std::move(choice));
  };
  add("all", total, "");
  for (const auto& [status, number] : statuses) {
    add(status, number, "?status=" + slug_of(status));
  }
  return result;
}

}  // namespace

PageContent page_of_set(Store& store, Id id, const Query& query) {
  const auto set = browse::set(store, id);
  if (!set) {
    throw Refusal(404, fmt::format("There is no test set {} in this sandbox.", id));
  }
  const auto statuses = browse::statuses(store, {id})[id];
  const auto chosen = status_asked(query, statuses);
  const auto total = chosen.empty() ? set->instances : statuses.at(chosen);
  const auto page = page_asked(query, total);

  json::array facts;
  add_fact(facts, "id", fmt::format("{} ({})", set->display_id, set->id));
  add_fact(facts, "instances", std::to_string(set->instances));
  add_fact(facts, "last run", when(set->last_run));
  add_fact(facts, "author", user_name(set->author));
  add_fact(facts, "made", when(set->created));
  add_attributes(facts, set->rest, browse::field_names(store));

  PageContent content;
  content.title = set->name;
  content.subtitle = "Test set";
  content.body = pages::sandbox_set_mustache;
  auto& data = content.data;
  data["facts"] = std::move(facts);
  data["description"] = attribute_text(set->rest, "description");
  data["bar"] = bar(statuses);
  data["choices"] = choices(statuses, set->instances, chosen, id);
  data["has_instances"] = set->instances > 0;
  data["instances"] = rows_of(browse::instances_of_set(store, id, chosen, page));
  const auto address = fmt::format("/sets/{}", id);
  data["pager"] =
      pager(page, total, chosen.empty() ? address : address + "?status=" + slug_of(chosen));
  return content;
}

}  // namespace sandbox
