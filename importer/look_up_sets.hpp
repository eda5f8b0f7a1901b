#pragma once

#include "client/practitest.hpp"
#include "importer/remote.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace importer {

/// Looks for several of an import's sets by their names: one by one, or by the list of all,
/// whatever takes fewer calls; then for all of their instances together. `wanted` indexes both
/// `names` and `remote.sets`. Throws what the client throws.
boost::asio::awaitable<void> look_up_sets(
    client::PractiTest& practitest,
    const std::vector<std::string>& names,
    std::vector<std::size_t> wanted,
    std::size_t width,
    Remote& remote
);

}  // namespace importer
