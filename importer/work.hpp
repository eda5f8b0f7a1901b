#pragma once

#include "importer/means.hpp"
#include "importer/options.hpp"
#include "importer/outcome.hpp"
#include "importer/plan.hpp"

#include <optional>
#include <string>
#include <vector>

namespace importer {

/// Ids that the plan's tests have or get, in the plan's order.
struct Targets {
  explicit Targets(const Plan& plan);

  std::vector<std::optional<client::Id>> tests;
  std::vector<std::optional<client::Id>> instances;
};

/// A plan that is being carried out. All of it must outlive whoever works on it.
struct Work {
  const Plan& plan;
  const ImportOptions& options;
  const Means& means;
  Targets& targets;
  Progressed& done;
};

/// Gives all of the planned test's executions that are still open this outcome.
void settle(const Work& work, std::size_t test, Outcome outcome, const std::string& why);

/// Whether none of its executions is still to be sent.
bool is_settled(const Work& work, std::size_t test);

/// PractiTest has moved on since its ids were seen: nothing more is sent for this test, until it
/// is planned anew.
void plan_anew(const Work& work, std::size_t test, const std::string& why);

}  // namespace importer
