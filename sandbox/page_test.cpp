#include "pages/embedded.hpp"
#include "pages/render.hpp"
#include "sandbox/browse.hpp"
#include "sandbox/page_content.hpp"
#include "sandbox/page_parts.hpp"
#include "sandbox/pager.hpp"
#include "sandbox/refusal.hpp"

#include <fmt/format.h>

#include <algorithm>

// A test, and the instances of it.
namespace sandbox {

PageContent page_of_test(Store& store, Id id, const Query& query) {
  const auto test = browse::test(store, id);
  if (!test) {
    throw Refusal(404, fmt::format("There is no test {} in this sandbox.", id));
  }
  // One page number for both lists: few tests have more than a hundred of either.
  const auto instances = browse::count_instances_of_test(store, id);
  const auto rows = std::max(instances, test->steps);
  const auto page = page_asked(query, rows);

  PageContent content;
  content.title = test->name;
  content.subtitle = "Test";
  static const auto body = pages::with_part(
      std::string(pages::sandbox_test_mustache), "<!--test-->", pages::sandbox_test_facts_mustache
  );
  content.body = body;
  auto& data = content.data;
  data = facts_of(*test, browse::steps_of_test(store, id, page), browse::field_names(store));
  data["has_instances"] = instances > 0;
  data["instances"] = rows_of(browse::instances_of_test(store, id, page));
  data["pager"] = pager(page, rows, fmt::format("/tests/{}", id));
  return content;
}

}  // namespace sandbox
