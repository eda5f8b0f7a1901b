#pragma once

#include "client/json_reader.hpp"
#include "importer/options.hpp"
#include "importer/plan.hpp"
#include "importer/plan_fields.hpp"
#include "importer/plan_lines.hpp"
#include "importer/result_key.hpp"
#include "importer/saved_plan.hpp"

#include <boost/json/object.hpp>

/// The first line of a saved plan: what it is, what it was made with, and where it goes.
namespace importer {

boost::json::object head_of_part(const ImportOptions& options);
boost::json::object head_of_plan(
    const ImportIdentity& identity, const ImportOptions& options, const Plan& plan
);

/// Reads it back. What is no plan of this format is refused by `lines`, which gave it.
void read_head(
    const client::Node& head, const PlanLineReader& lines, SavedFields& fields, SavedPlan& plan
);

}  // namespace importer
