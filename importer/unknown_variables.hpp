#pragma once

#include "importer/surroundings.hpp"

#include <optional>
#include <string>
#include <vector>

namespace importer {

/// A variable `PTIMPORT_…` that stands for no option of an import: nothing reads it.
struct UnknownVariable {
  std::string name;
  std::optional<std::string> meant;  ///< The variable of an option that is near.
  /// So near that it is a typing error: to be refused. Of a short name nobody can tell.
  bool is_mistyped = false;
};

/// Of those that are not empty. Throws UsageError for one that sounds as if it held the API token.
std::vector<UnknownVariable> unknown_variables(const Surroundings& surroundings);

/// For each that is left alone a note that says so.
std::vector<std::string> notes_on_unknown_variables(const Surroundings& surroundings);

/// Where a token would be looked for by whoever has not read that it must not be there.
bool sounds_like_token(std::string name);

}  // namespace importer
