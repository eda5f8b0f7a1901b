#pragma once

#include "parsers/xml.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace parsers {

/// Whether a parameter of this name is likely to hold a password, a token or a key.
bool sounds_secret(std::string_view name);

/// Keeps secret values of a report's parameters out of the model, and tells its oddities how many
/// there were.
class Secrets {
public:
  explicit Secrets(xml::Tree& tree) : tree_(tree) {}

  /// The value, or `***` where the name sounds secret; the value is remembered for masked().
  /// `line` is where it stands in the report.
  std::string_view value(std::string_view name, std::string_view value, const Spot& spot);

  /// Remembers the value for masked() if its name sounds secret.
  void remember(std::string_view name, std::string_view value);

  /// The text with every value that is remembered replaced by `***`.
  std::string_view masked(std::string_view text);

private:
  xml::Tree& tree_;
  std::vector<std::string> known_;
};

}  // namespace parsers
