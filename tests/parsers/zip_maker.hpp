#pragma once

#include <string>
#include <utility>
#include <vector>

namespace support {

/// A zip of these files, each a name and its content, deflated.
std::string zip_of(const std::vector<std::pair<std::string, std::string>>& files);

}  // namespace support
