#pragma once

#include "client/entities.hpp"
#include "importer/test_id.hpp"
#include "ledger/ledger.hpp"

#include <unordered_map>
#include <vector>

/// How the ledger remembers which test goes by a display id or by a field's value: among its tests,
/// by the negative number, with the test's id as the name. System ids are positive, and the numbers
/// of field values are above all display ids, so none is taken for another. It does without a table
/// of its own, which would be a new version of every ledger.
namespace importer {

/// System ids by the numbers of display ids and field values.
using SeenIds = std::unordered_map<client::Id, client::Id>;

/// Whether the ledger has anything to remember of it.
bool is_remembered(const TestId& id);

ledger::SeenTest seen_id(const TestId& id, client::Id test_id);

/// As Changes::gone_tests names it.
client::Id gone_id(const TestId& id);

/// Takes them out of what the ledger has seen.
SeenIds take_ids(std::vector<ledger::SeenTest>& tests);

}  // namespace importer
