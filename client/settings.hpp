#pragma once

#include "client/secret.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

namespace client {

/// Where PractiTest is and how to get there. Plain values; the importer fills them from options.
struct Settings {
  std::string base_url;  ///< "https://api.practitest.com": scheme, host and port, maybe a path.
  Secret token;          ///< Sent as the PTToken header and nowhere else.
  std::optional<std::string> author_id;  ///< Needed by account tokens to make tests.

  std::string ca_file;      ///< PEM; empty for the system's store.
  std::string ca_pem;       ///< PEM text, trusted beside ca_file (the embedded sandbox's own CA).
  std::string crl_file;     ///< PEM, revocation lists; empty: revocation is not checked.
  std::string client_cert;  ///< PEM file; empty for none.
  std::string client_key;   ///< PEM file; empty for none.

  /// Takes any certificate; refused for a server that is not on this machine.
  bool insecure = false;

  /// "http://user:password@host:port"; empty for none. Resolved from the options and environment
  /// (HTTPS_PROXY, NO_PROXY) by proxy_for() before it gets here.
  std::string proxy;

  std::size_t connections = 8;
  int rate = 30;         ///< Calls in any 60 seconds; 0 for no limit.
  int max_attempts = 5;  ///< Of one call, the first included, where repeating is safe.

  std::chrono::milliseconds connect_timeout{10'000};  ///< Resolving, TCP and proxy together.
  std::chrono::milliseconds handshake_timeout{10'000};
  std::chrono::milliseconds write_timeout{30'000};
  std::chrono::milliseconds read_timeout{60'000};
  std::chrono::milliseconds call_timeout{90'000};  ///< The whole exchange.
  std::size_t max_answer = 64U << 20U;             ///< Bytes of one answer's body.
};

}  // namespace client
