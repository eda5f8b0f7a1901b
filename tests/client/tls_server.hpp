#pragma once

#include "tests/client/certificates.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace support {

/// A connection at the server's end, after the handshake.
class Peer {
public:
  virtual ~Peer() = default;
  /// Reads one request, headers and body; empty when the client is gone.
  virtual std::string read() = 0;
  virtual void write(const std::string& bytes) = 0;
  /// Says goodbye in TLS, and closes.
  virtual void close() = 0;
  /// Closes without a goodbye.
  virtual void drop() = 0;
  /// Waits until the client closes, or the server is destroyed.
  virtual void wait_for_client() = 0;
};

/// An answer with a body of JSON and its length.
std::string answer(int status, const std::string& body, const std::string& headers = {});

/// A TLS server on loopback that does as it is told, on a thread of its own: each connection is
/// handled by the next of the scripts, one after the other, the last one for all further ones.
class TlsServer {
public:
  using Script = std::function<void(Peer&)>;
  struct Options {
    Identity identity;
    std::string client_authority;  ///< PEM: a client certificate is required. Empty: none.
    bool ipv6 = false;
    int newest_tls = 0;  ///< TLS1_VERSION, …; 0: all that there is.
  };

  TlsServer(const Options& options, std::vector<Script> scripts);
  ~TlsServer();  ///< Stops the thread.

  std::uint16_t port() const;
  int connections() const;          ///< Those that came so far.
  std::string server_name() const;  ///< The last one named by SNI.

private:
  struct State;
  std::unique_ptr<State> state_;
};

/// A port of loopback on which nobody listens.
std::uint16_t closed_port();

}  // namespace support
