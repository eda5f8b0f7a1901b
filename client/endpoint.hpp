#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace client {

/// A host and port to connect to.
struct Endpoint {
  std::string host;  ///< A name or an address; IPv6 without brackets.
  std::uint16_t port = 443;
  bool is_address = false;  ///< `host` is an IP address.

  /// "host:port", IPv6 in brackets: for messages and CONNECT.
  std::string name() const;
  /// "localhost" or an address of the loopback network. A resolver may have its own idea of the
  /// name: where it matters, look at the address too.
  bool on_this_machine() const;
};

/// The server and where its API begins.
struct BaseUrl {
  Endpoint endpoint;
  std::string path;  ///< Before "/api/v2": "" or "/prefix", never ending in a slash.
};

struct Proxy {
  Endpoint endpoint;
  std::string authorization;  ///< Value of Proxy-Authorization; empty for none. A secret.
};

/// Reads "https://host[:port][/path]"; a path that ends in "/api/v2" means the same without it.
/// Throws std::invalid_argument with a sentence for the user.
BaseUrl parse_base_url(const std::string& url);

/// Reads "[http://][user:password@]host[:port]", the port being 80 when not given. Throws
/// std::invalid_argument; the sentence never holds user or password.
Proxy parse_proxy(const std::string& url);

}  // namespace client
