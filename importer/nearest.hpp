#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace importer {

/// The candidate that a mistyped word most likely meant; absent when none is near.
std::optional<std::string> nearest(
    std::string_view word, const std::vector<std::string>& candidates
);

}  // namespace importer
