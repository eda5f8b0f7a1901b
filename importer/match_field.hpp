#pragma once

#include "importer/field_choices.hpp"
#include "importer/grain.hpp"
#include "importer/test_id.hpp"
#include "parsers/report.hpp"

#include <string>
#include <string_view>

/// `--match-field`: a field of tests, mostly a custom one, whose value tells which results are
/// theirs.
namespace importer {

/// Throws UsageError for a field that does not hold one text, and for a template that is the same
/// for all results, or that the results of one test of this grain do not share.
void check_match_field(const FieldChoice& match, Grain grain);

/// What the result's test holds in the field, blanks around it left out; empty when the result does
/// not say it.
std::string match_value(
    const FieldChoice& match, const parsers::Report& report, const parsers::Result& result
);

/// The value as an id: blanks around it and its Unicode form do not matter. `field` is
/// FieldChoice::field. A digest of both, as most values are longer than a number.
TestId id_of_value(std::string_view field, std::string_view value);

}  // namespace importer
