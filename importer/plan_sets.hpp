#pragma once

#include "client/json_reader.hpp"
#include "importer/plan.hpp"
#include "importer/plan_fields.hpp"
#include "importer/saved_plan.hpp"

#include <boost/json/object.hpp>

namespace importer {

/// The test sets of a saved plan, in its first line as "set" or "sets", and back.
void put_sets(boost::json::object& head, const Plan& plan);
void read_sets(const client::Node& head, SavedFields& fields, SavedPlan& plan);

}  // namespace importer
