#pragma once

#include "sandbox/call.hpp"
#include "sandbox/runs.hpp"

namespace sandbox {

/// POST runs/auto_create.json: finds or makes a test and its instance, and records a run.
json::object auto_create(
    const Call& call, Tests& tests, Sets& sets, Instances& instances, Runs& runs
);

}  // namespace sandbox
