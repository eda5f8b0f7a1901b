#include "pages/embedded.hpp"
#include "sandbox/browse.hpp"
#include "sandbox/page_content.hpp"
#include "sandbox/page_parts.hpp"
#include "sandbox/pager.hpp"

#include <fmt/format.h>

// The first page, and the tests that no set leads to.
namespace sandbox {

namespace {

// On the first page; all of them have a page of their own.
constexpr std::size_t few = 10;

json::array rows_of_sets(Store& store, const std::vector<browse::Set>& sets) {
  std::vector<Id> ids;
  for (const auto& set : sets) {
    ids.push_back(set.id);
  }
  auto statuses = browse::statuses(store, ids);
  json::array rows;
  for (const auto& set : sets) {
    auto row = link_to("sets", set.id, set.name);
    row["display_id"] = set.display_id;
    row["id"] = set.id;
    row["instances"] = set.instances;
    row["bar"] = bar(statuses[set.id]);
    row["last_run"] = when(set.last_run);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

PageContent page_of_sets(Store& store, const Query& query) {
  const auto total = browse::count_sets(store);
  const auto page = page_asked(query, total);
  PageContent content;
  content.title = "Test sets";
  content.body = pages::sandbox_sets_mustache;
  auto& data = content.data;
  data["has_sets"] = total > 0;
  data["sets"] = rows_of_sets(store, browse::sets(store, page));
  data["pager"] = pager(page, total, "/");

  const auto loose = browse::count_tests_in_no_set(store);
  Page first;
  first.size = few;
  data["has_tests"] = loose > 0;
  data["tests"] = rows_of(browse::tests_in_no_set(store, first));
  data["more_tests"] = loose > few ? fmt::format("All {} of them", loose) : std::string();
  data["nothing"] = total == 0 && loose == 0;
  return content;
}

PageContent page_of_tests_in_no_set(Store& store, const Query& query) {
  const auto total = browse::count_tests_in_no_set(store);
  const auto page = page_asked(query, total);
  PageContent content;
  content.title = "Tests in no set";
  content.body = pages::sandbox_sets_mustache;
  auto& data = content.data;
  data["has_tests"] = total > 0;
  data["tests"] = rows_of(browse::tests_in_no_set(store, page));
  data["test_pager"] = pager(page, total, "/tests");
  data["all_in_sets"] = total == 0;
  return content;
}

}  // namespace sandbox
