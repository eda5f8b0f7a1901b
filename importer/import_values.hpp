#pragma once

#include "importer/field_choices.hpp"
#include "importer/template.hpp"
#include "importer/token.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What templates say that is the same for a whole import: the environment, the CI system, the day.
namespace importer {

/// {env:NAME} {ci.build} {ci.job} {ci.url} {ci.branch} {ci.commit} {date}
const KnownPlaceholders& import_placeholders();

/// What the name of a set may ask for: these, and what results say, whose time comes later.
const KnownPlaceholders& set_placeholders();

/// What becomes of a --set that asks for what has no value here. An import cannot do without; where
/// only the options are looked at, another place may well have the value.
enum class SetWithoutValue { refused, left_out };

/// The arguments of `import` with these placeholders filled in the values of --set and of the
/// fields, so that whatever keeps the arguments (a saved plan, the ledger) keeps what they meant. A
/// field whose template asks for what has no value here becomes an empty one.
///
/// `{date}` is the day of `now` in the time zone of this machine, YYYY-MM-DD. Throws UsageError for
/// a wrong template, a variable that sounds as if it held a secret, a value that is no text, and,
/// where it is to be refused, a set's name that asks for what has no value.
std::vector<std::string> with_import_values(
    const std::vector<std::string>& arguments,
    const Environment& environment,
    std::chrono::system_clock::time_point now,
    SetWithoutValue set_without_value = SetWithoutValue::refused
);

/// Gives the value of {ci.build} ("ci.build"), {date} ("date") and their like; absent where there
/// is none.
using ValueOfImport = std::function<std::optional<std::string>(std::string_view name)>;

/// The same for fields of an import that is about another build than the one that runs it.
FieldChoices with_import_values(
    FieldChoices fields, const Environment& environment, const ValueOfImport& value_of
);

}  // namespace importer
