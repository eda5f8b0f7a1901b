#pragma once

#include "importer/gather.hpp"
#include "importer/outcome.hpp"
#include "importer/plan.hpp"

#include <vector>

namespace importer {

/// Makes one test of those that `plan` found to be the same test of PractiTest's: one goes by an
/// id, another by an id of the other kind, or by its name. Else its runs were sent in no order, and
/// its instance made twice. Gives whether there were any; then the plan has to be made anew, and
/// `left_out` points to the executions where they are now.
bool join_tests_of_one_id(Gathered& gathered, const Plan& plan, std::vector<FileLeftOut>& left_out);

}  // namespace importer
