#pragma once

#include "parsers/mask_rules.hpp"
#include "parsers/xml.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace parsers {

/// Keeps secret values of a report's parameters out of the model, and tells its oddities how many
/// there were.
class Secrets {
public:
  /// `rules` must outlive it.
  Secrets(xml::Tree& tree, const MaskRules& rules)
      : Secrets(tree.document(), tree.oddities(), rules) {}
  Secrets(Document& document, Oddities& oddities, const MaskRules& rules)
      : document_(document), oddities_(oddities), rules_(rules) {}

  /// The value, or `***` where the rules cover the name; the value is remembered for masked().
  /// `spot` or `line` is where it stands in the report; 0 when not known.
  std::string_view value(std::string_view name, std::string_view value, const Spot& spot);
  std::string_view value(std::string_view name, std::string_view value, std::uint32_t line);

  /// `user=a, password=b` as `user=a, password=***`.
  std::string_view pairs(std::string_view text, std::uint32_t line);

  /// Remembers the value for masked() if the rules cover its name.
  void remember(std::string_view name, std::string_view value);

  bool cover(std::string_view name) const { return rules_.cover(name); }
  bool knows_any() const { return !known_.empty(); }
  /// The text with every value that is remembered replaced by `***`.
  std::string_view masked(std::string_view text);

private:
  Document& document_;
  Oddities& oddities_;
  const MaskRules& rules_;
  std::vector<std::string> known_;
};

}  // namespace parsers
