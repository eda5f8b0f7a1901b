#pragma once

#include "parsers/json_text.hpp"

#include <cstdint>
#include <string_view>
#include <unordered_map>

namespace parsers::bdd {

/// The numbers of outlines' rows in Cucumber's JSON: `#2.1` is the first row of the second table of
/// examples. Cucumber-JVM and -Ruby tell the row in the id, `shop;pays;cards;2`, of which the
/// header is number 1; the table follows from the lines in which the rows stand.
class OutlineRows {
public:
  /// Of one feature. Tells when tables had to be counted of which some may not have been run.
  OutlineRows(JsonText& json, const JsonValue& feature);

  /// ` - #2.1`; empty for what is no row, or tells nothing of it, and where values of the row are
  /// in the name already.
  std::string_view suffix_of(const JsonValue& element) const;

private:
  std::unordered_map<const JsonValue*, std::string_view> suffixes_;
};

}  // namespace parsers::bdd
