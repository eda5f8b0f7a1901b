#pragma once

#include "importer/plan.hpp"
#include "ledger/ledger.hpp"

namespace importer {

/// What carrying out a saved plan takes for granted, to be remembered as if it had been looked at.
ledger::Changes planned_ids(const Plan& plan);

}  // namespace importer
