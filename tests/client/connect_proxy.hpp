#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace support {

/// A proxy on loopback that does CONNECT, for one connection after the other, on a thread of its
/// own.
class ConnectProxy {
public:
  struct Options {
    std::string authorization;  ///< Value of Proxy-Authorization that it wants; empty for none.
    std::string answer;         ///< Given instead of connecting, when not empty.
    bool silent = false;        ///< Never answers.
  };

  explicit ConnectProxy(const Options& options);
  ~ConnectProxy();  ///< Stops the thread.

  std::uint16_t port() const;
  std::string heads() const;  ///< All the CONNECT requests that came so far.

private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace support
