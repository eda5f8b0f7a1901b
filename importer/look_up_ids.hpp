#pragma once

#include "client/practitest.hpp"
#include "importer/remote.hpp"
#include "importer/test_id.hpp"

#include <boost/asio/awaitable.hpp>

#include <vector>

namespace importer {

/// Finds the tests that results name by these display and system ids, each of which gets its entry
/// in `remote.by_id`. Display ids that `trusted` does not know take a call for every 100. System
/// ids are believed, as no call looks at one, unless `memory` doubts them: then the project's tests
/// are read. What `memory` knows and is not there any more is noted as gone. Throws what the client
/// throws.
boost::asio::awaitable<void> look_up_ids(
    client::PractiTest& practitest,
    const std::vector<TestId>& ids,
    const Memory& memory,
    const Memory& trusted,
    Remote& remote
);

}  // namespace importer
