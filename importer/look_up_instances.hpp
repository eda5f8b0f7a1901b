#pragma once

#include "client/practitest.hpp"
#include "importer/remote.hpp"
#include "importer/test_id.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <vector>

namespace importer {

/// Of how many of these tests `trusted` has no instance in its set `set`.
std::size_t count_without_instance(
    const std::vector<TestId>& ids, const Memory& trusted, std::size_t set
);

/// Gives the tests of these ids, by set, their instances in it: those that were read, or else those
/// that `trusted` has.
void take_instances_of_ids(
    const std::vector<std::vector<TestId>>& ids, const Memory& trusted, Remote& remote
);

/// Of known tests a set that was not read may have instances that no import has seen. Asks for
/// them, by the `names` (as match_key() gives them) that go to each set, those of all sets
/// together, 50 tests in a call, unless they are so few that auto_create finds them on its way.
/// Throws what the client throws.
boost::asio::awaitable<void> look_for_instances(
    client::PractiTest& practitest,
    const std::vector<std::vector<std::string>>& names,
    Remote& remote
);

}  // namespace importer
