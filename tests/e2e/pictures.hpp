#pragma once

#include "tests/e2e/bench.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace e2e {

/// A failed case that names these files.
Case failed_with(std::string name, const std::vector<std::string>& files);

/// Bytes that no text is, and that differ from each other.
std::string picture(char seed, std::size_t size);

/// "a.png" → content, of the last run of the test. Requires that there is one.
std::map<std::string, std::string> files_of(const Bench& bench, const std::string& test);

}  // namespace e2e
