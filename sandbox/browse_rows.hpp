#pragma once

#include "sandbox/store.hpp"

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

/// What the queries of browse.hpp have in common.
namespace sandbox::browse {

inline std::size_t size_of(Id number) { return static_cast<std::size_t>(number); }

template <class Kind>
std::optional<Kind> first_of(std::vector<Kind> found) {
  return found.empty() ? std::nullopt : std::optional<Kind>(std::move(found.front()));
}

}  // namespace sandbox::browse
