#pragma once

#include "importer/field_choices.hpp"
#include "importer/gather.hpp"

namespace importer {

/// Gives tests, runs and the set of `gathered` the values that their fields are to have, as far as
/// the report tells them. A test has them from the first of its results that tells one, a run from
/// its result, or from the first of its cases that does; `{tag}` is the tags of all of them. What
/// has no value is left out. Custom fields keep the names that the user gave them. With `first`
/// only the tests from there on, which were added later.
///
/// Throws UsageError for a value that a system field cannot take.
void fill_fields(Gathered& gathered, const FieldChoices& choices, std::size_t first = 0);

}  // namespace importer
