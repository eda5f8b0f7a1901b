#pragma once

#include <map>
#include <string>

namespace support {

/// The bytes of an archive that holds these files: name → content. `how` is "zip", "tar", "tar.gz",
/// "tar.xz" or "tar.zst". Throws std::runtime_error.
std::string packed(const std::string& how, const std::map<std::string, std::string>& files);

}  // namespace support
