#pragma once

#include "sandbox/sandbox.hpp"
#include "sandbox/store.hpp"

#include <vector>

namespace sandbox {

/// What a store holds, for people and tests to look at; see Sandbox.
std::vector<HeldInstance> held_instances(Store& store);
std::vector<HeldRun> held_runs(Store& store);
std::vector<HeldTest> held_tests(Store& store);
std::vector<HeldSet> held_sets(Store& store);

/// As Sandbox::remove().
void remove_entity(Store& store, Id id);

}  // namespace sandbox
