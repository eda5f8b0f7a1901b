#pragma once

#include "importer/gather.hpp"
#include "importer/plan.hpp"

/// Whether decisions that a file says are ones that planning makes, and can be carried out. Those
/// that do not fit throw client::ShapeError.
namespace importer {

/// Checks a test's, and fills in by which runs it is carried out.
void decide_runs(PlannedTest& planned, const NamedTest& named, const PlannedSet& set);

/// Made alone for two sets at a time, a test might be made twice.
void check_tests_of_several_sets(const Plan& plan);

}  // namespace importer
