#pragma once

#include "client/practitest.hpp"
#include "importer/options.hpp"
#include "importer/remote.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>
#include <vector>

namespace importer {

/// Looks for an import's only set, by the id of `options` or else by `name` (which results may have
/// said), and for its instances: all of them by pages, or those of `names`
/// (as match_key() gives them) one by one where that, and the look at instances of `ids` more
/// tests, takes fewer calls. Throws what the client throws, and UsageError when the set's id is
/// none.
boost::asio::awaitable<void> look_up_set(
    client::PractiTest& practitest,
    const std::string& name,
    const std::vector<std::string>& names,
    std::size_t ids,
    const ImportOptions& options,
    Remote& remote
);

/// Reads all instances of that set into `set`, which is one of remote.sets.
boost::asio::awaitable<void> read_instances(
    client::PractiTest& practitest, client::Id set_id, RemoteSet& set, Remote& remote
);

}  // namespace importer
