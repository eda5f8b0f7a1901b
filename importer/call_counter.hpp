#pragma once

#include "client/caller.hpp"

namespace importer {

/// Counts the calls of a command that makes few of them, and tells nobody meanwhile.
class CallCounter final : public client::Observer {
public:
  void called(
      const std::string& /*call*/, int /*status*/, int /*attempt*/, std::chrono::milliseconds took
  ) override {
    if (made_++ == 0) {
      first_took_ = took;
    }
  }
  void waiting(const std::string& /*why*/, std::chrono::milliseconds /*how_long*/) override {}

  std::size_t made() const { return made_; }
  /// With the look-up of the name, the connection and the handshake.
  std::chrono::milliseconds first_took() const { return first_took_; }

private:
  std::size_t made_ = 0;
  std::chrono::milliseconds first_took_{0};
};

}  // namespace importer
