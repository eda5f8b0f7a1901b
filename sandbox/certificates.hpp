#pragma once

#include <string>

namespace sandbox {

/// A key with its certificate, both PEM.
struct Certificate {
  std::string key_pem;
  std::string certificate_pem;
};

/// What the server presents.
enum class Leaf {
  valid,
  expired,      ///< Until yesterday.
  wrong_host,   ///< For elsewhere.example.
  self_signed,  ///< Not by the CA.
};

/// "valid", "expired", "wrong-host", "self-signed"; throws std::runtime_error for others.
Leaf leaf_named(const std::string& name);

/// A new certificate authority.
Certificate make_ca();

/// A new certificate for localhost and 127.0.0.1, good for a year unless `kind` says otherwise.
/// Throws std::runtime_error when `ca` is not what make_ca() gave.
Certificate make_leaf(const Certificate& ca, Leaf kind);

}  // namespace sandbox
