#pragma once

#include "client/entities.hpp"
#include "ledger/ledger.hpp"

#include <unordered_map>
#include <vector>

/// How the ledger remembers which test has a display id: among its tests, by the negative display
/// id, with the test's id as the name. System ids are positive, so neither is taken for the other.
/// It does without a table of its own, which would be a new version of every ledger.
namespace importer {

/// System ids by display id.
using DisplayIds = std::unordered_map<client::Id, client::Id>;

ledger::SeenTest seen_display_id(client::Id display_id, client::Id test_id);

/// As Changes::gone_tests names it.
client::Id gone_display_id(client::Id display_id);

/// Takes them out of what the ledger has seen.
DisplayIds take_display_ids(std::vector<ledger::SeenTest>& tests);

}  // namespace importer
