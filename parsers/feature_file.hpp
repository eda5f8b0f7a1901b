#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Feature files as far as it takes to find the scenarios of results: where each begins and ends,
/// and how it and its rows are called. Steps are not understood.
/// Source: the reference of Gherkin 6 and later, https://cucumber.io/docs/gherkin/reference.
namespace parsers::bdd {

/// A table below `Examples:`. All views are into the file's text.
struct ExamplesTable {
  struct Row {
    std::uint32_t line;     ///< From 1.
    std::string_view text;  ///< `| visa | 3 |`
  };

  std::string_view header;  ///< Empty when the table is.
  std::vector<Row> rows;
};

struct FeatureScenario {
  std::string_view name;
  std::string_view rule;   ///< That it stands in; empty for none.
  std::uint32_t line = 0;  ///< Of its keyword, from 1.
  bool is_outline = false;
  std::vector<ExamplesTable> tables;

  /// As it stands in the file, with its tags; before it the backgrounds that it begins with.
  std::string_view block;
  std::string_view background;          ///< The feature's; empty for none.
  std::string_view background_of_rule;  ///< Likewise.
};

struct FeatureFile {
  std::string_view name;  ///< The feature's.
  std::vector<FeatureScenario> scenarios;
};

/// Of text that is_clean(), without a byte order mark, which must outlive the result. Throws
/// ParseError, with the line, for what is no feature file or in a language that is not known.
FeatureFile read_feature_file(std::string_view text);

/// The scenario as text of its own, its backgrounds before it; indentation that all lines of a
/// block share is taken off.
std::string text_of(const FeatureScenario& scenario);

/// The scenario's name with the row's values in it; nothing when the name has no place for one of
/// them, or gets longer than any name that a report gives.
std::optional<std::string> name_of_row(
    const FeatureScenario& scenario, const ExamplesTable& table, const ExamplesTable::Row& row
);

}  // namespace parsers::bdd
