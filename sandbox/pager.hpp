#pragma once

#include "sandbox/query.hpp"

#include <boost/json/array.hpp>

#include <cstddef>
#include <string>

namespace sandbox {

/// The hundred of `total` rows that ?page=N asks for. Throws Refusal (404) beyond their end.
Page page_asked(const Query& query, std::size_t total);

/// One element that says which rows these are, with links to the others; none when there are no
/// others. `address` is the list's, with its query but the page.
boost::json::array pager(const Page& page, std::size_t total, const std::string& address);

}  // namespace sandbox
