#pragma once

#include "importer/plan.hpp"

#include <map>
#include <string>

namespace importer {

/// Names of custom fields by their keys, as far as they are known.
using FieldNames = std::map<std::string, std::string>;

/// What the plan sends beside results: "runs: Build (1,000), version (1,000); tests: tags (2)".
/// Empty when there is nothing.
std::string fields_text(const Plan& plan, const FieldNames& names);

/// "priority: 'low' to 'high'; tags: 'smoke'": what an update changes.
std::string update_text(const TestUpdate& update, const FieldNames& names);

/// The lists that get values: "Browser gets 'Opera'". Empty when there are none.
std::string lists_text(const Plan& plan);

}  // namespace importer
