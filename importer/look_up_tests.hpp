#pragma once

#include "client/practitest.hpp"
#include "importer/options.hpp"
#include "importer/remote.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>
#include <vector>

namespace importer {

/// Looks for tests of these names (as match_key() gives them) in the project, by whichever of
/// listing the library, asking name by name or in bulk, and leaving it to auto_create takes fewer
/// calls. Nothing is left open where one of them is in remote.in_several_sets, or
/// where fields of tests that are there are to be updated. Names that were
/// looked for get their entry in `remote.tests`. Throws what the client throws.
boost::asio::awaitable<void> look_up_tests(
    client::PractiTest& practitest,
    const std::vector<std::string>& names,
    const ImportOptions& options,
    const Memory& memory,
    Remote& remote
);

}  // namespace importer
