#pragma once

#include <string>
#include <vector>

namespace importer {

/// What contradicts `option`, or has no meaning beside it: `--set` where `--set-id` is given.
std::vector<std::string> options_shut_out_by(const std::string& option);

}  // namespace importer
