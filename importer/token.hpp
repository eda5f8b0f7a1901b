#pragma once

#include "importer/options.hpp"

#include <functional>
#include <iosfwd>
#include <optional>
#include <string>

namespace importer {

/// A variable of the environment; absent when it is not set.
using Environment = std::function<std::optional<std::string>(const char*)>;

/// The API token, from `--token-file` (or standard input) or PRACTITEST_TOKEN. Throws UsageError,
/// whose words never hold any part of it.
std::string read_token(
    const ImportOptions& options, const Environment& environment, std::istream& standard_input
);

}  // namespace importer
