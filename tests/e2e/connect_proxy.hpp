#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace e2e {

/// An HTTP proxy that knows CONNECT only, on a thread of its own. Whatever host is asked for, it
/// connects to this machine: a test can give the sandbox any name.
class ConnectProxy {
public:
  /// `credentials` ("user:password") are demanded unless empty.
  explicit ConnectProxy(std::string credentials = {});
  ~ConnectProxy();

  std::uint16_t port() const;
  /// "host:port" of each CONNECT that was let through, and "407" for each that was not.
  std::vector<std::string> asked_for() const;

private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace e2e
