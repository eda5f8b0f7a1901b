#pragma once

#include "client/practitest.hpp"
#include "importer/look_costs.hpp"
#include "importer/remote.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace importer {

/// Calls that search_in_bulk() makes for so many names, all spelled in one way.
constexpr std::size_t bulk_calls(std::size_t names) {
  return calls_for(names, client::max_names_per_search);
}

/// Asks for the tests of all these names (as match_key() gives them), 20 a call, `width` calls at a
/// time. Every name gets its entry in `remote.tests`. False when PractiTest does not answer as it
/// has been seen to: then nothing is taken, and `remote.bulk_search` is over. Throws what the
/// client throws.
boost::asio::awaitable<bool> search_in_bulk(
    client::PractiTest& practitest,
    const std::vector<std::string>& names,
    std::size_t width,
    Remote& remote
);

}  // namespace importer
