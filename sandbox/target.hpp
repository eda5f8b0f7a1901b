#pragma once

#include "sandbox/store.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace sandbox {

/// The parts of a request's target.
struct Target {
  std::string path;           ///< "/api/v2/projects/1/runs.json"
  std::string query;          ///< Without "?".
  std::string resource;       ///< Below the project, or below /api/v2: "runs.json".
  std::optional<Id> project;  ///< 0 when it is no number.

  static Target of(const std::string& target);
};

/// A positive number that is all of the text.
std::optional<Id> id_in(std::string_view text);

}  // namespace sandbox
