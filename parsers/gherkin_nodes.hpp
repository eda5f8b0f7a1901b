#pragma once

#include "parsers/document.hpp"
#include "parsers/json_text.hpp"

#include <cstdint>
#include <string_view>
#include <unordered_map>

namespace parsers::bdd {

/// What the `gherkinDocument` messages say of the nodes that pickles are made of.
class GherkinNodes {
public:
  explicit GherkinNodes(Document& document) : document_(document) {}

  void add(const JsonValue& gherkin_document);
  void clear();

  struct Names {
    std::string_view feature;
    std::string_view name;  ///< Of the scenario, with its rule, examples and row.
    std::uint64_t line = 0;
    bool known = false;
  };
  /// As Cucumber's own JUnit formatter names it: `Rule - Outline - Examples - #1.2`, and behind it
  /// `: ` and the pickle's name where that has values of the row in it.
  /// Source: the reports in cucumber/junit-xml-formatter.
  Names names_of(const JsonValue& pickle);

  /// `Given `, with its blank; empty when the step's node is not known.
  std::string_view keyword_of(const JsonValue& pickle_step) const;

private:
  struct Scenario {
    std::string_view feature;
    std::string_view rule;
    std::string_view name;
    std::uint64_t line = 0;
  };
  struct Row {
    std::string_view examples;
    std::size_t table = 0;
    std::size_t number = 0;
    std::uint64_t line = 0;
  };

  void add_children(
      const JsonValue& parent, std::string_view feature, std::string_view rule, unsigned depth
  );
  void add_scenario(const JsonValue& node, std::string_view feature, std::string_view rule);
  void add_steps(const JsonValue& node);

  Document& document_;
  std::unordered_map<std::string_view, Scenario> scenarios_;
  std::unordered_map<std::string_view, Row> rows_;
  std::unordered_map<std::string_view, std::string_view> keywords_;
};

}  // namespace parsers::bdd
