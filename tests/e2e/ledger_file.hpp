#pragma once

#include <filesystem>
#include <string>

namespace e2e {

/// Where the ledger of a workspace's imports is.
std::filesystem::path ledger_in(const std::filesystem::path& workspace);

/// SQL in a ledger that nobody has open. Requires that it works.
void execute(const std::filesystem::path& ledger, const std::string& sql);

}  // namespace e2e
