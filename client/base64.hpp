#pragma once

#include <string>

namespace client {

/// `bytes` in base64 with padding, on one line (RFC 4648).
std::string base64(const std::string& bytes);

}  // namespace client
