#include "importer/sets_by_result.hpp"

#include "importer/error.hpp"
#include "importer/import_values.hpp"
#include "importer/result_words.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>

namespace importer {

namespace {

/// `--set-else`, in which nothing is filled.
std::string name_otherwise(std::string_view given) {
  const Template name(text::trimmed(given), set_placeholders(), "--set-else");
  if (const auto asked = name.placeholders(); !asked.empty()) {
    throw UsageError(fmt::format(
        "--set-else '{}' holds {{{}}}, and it names one test set as it stands, for results that do "
        "not say theirs: leave the placeholder out (a brace itself is {{{{ or }}}})",
        given,
        asked.front().argument.empty()
            ? asked.front().name
            : fmt::format("{}:{}", asked.front().name, asked.front().argument)
    ));
  }
  return name.filled([](const Placeholder&) { return std::nullopt; }).value_or("");
}

}  // namespace

std::optional<SetsByResult> sets_by_result(std::string_view set, std::string_view otherwise) {
  SetsByResult sets{Template(set, result_placeholders(), "--set"), name_otherwise(otherwise)};
  return sets.name.placeholders().empty() ? std::nullopt : std::optional(std::move(sets));
}

}  // namespace importer
