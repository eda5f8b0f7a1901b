#pragma once

#include "client/secret.hpp"
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
client::Secret read_token(
    const ImportOptions& options, const Environment& environment, std::istream& standard_input
);

/// What to tell the user when the token's file may be read or changed by other users of the
/// machine; absent when it may not, or the token comes from elsewhere.
std::optional<std::string> open_to_others(const ImportOptions& options);

}  // namespace importer
