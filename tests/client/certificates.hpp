#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace support {

/// A certificate and its key, both PEM.
struct Identity {
  std::string certificate;
  std::string key;
};

/// What a certificate says.
struct Subject {
  std::vector<std::string> names;  ///< "DNS:localhost", "IP:127.0.0.1"; none for a CA.
  std::chrono::hours starts{-24};  ///< From now.
  std::chrono::hours ends{24};
};

/// A certificate authority of its own, made in the process.
Identity make_authority(const std::string& name = "A test's own authority");
Identity make_certificate(const Identity& authority, const Subject& subject);

/// The authority's list of what it has revoked, PEM; `ends` from now.
std::string make_revocation_list(
    const Identity& authority,
    const std::vector<Identity>& revoked,
    std::chrono::hours ends = std::chrono::hours(24)
);

}  // namespace support
