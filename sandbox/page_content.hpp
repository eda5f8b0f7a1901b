#pragma once

#include "sandbox/browse.hpp"
#include "sandbox/query.hpp"
#include "sandbox/store.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace sandbox {

/// A page before it is HTML.
struct PageContent {
  std::string title;
  std::string subtitle;
  boost::json::array above;  ///< `{"href", "name"}` of the pages that lead here, but the first.
  std::string_view body;     ///< The template that stands in the frame,
  boost::json::object data;  ///< and what fills it.
};

/// The pages of a store's contents, each a hundred rows of its list at most. They throw Refusal:
/// 404 with a sentence for a person when there is no such thing, 400 and 422 for a wrong query.
PageContent page_of_sets(Store& store, const Query& query);
PageContent page_of_tests_in_no_set(Store& store, const Query& query);
PageContent page_of_set(Store& store, Id id, const Query& query);
PageContent page_of_test(Store& store, Id id, const Query& query);
PageContent page_of_instance(Store& store, Id id, const Query& query);
PageContent page_of_run(Store& store, Id id, const Query& query);

/// A step of a run with the whole of its texts, which its page shortens.
std::string whole_step(const browse::Step& step);

}  // namespace sandbox
