#pragma once

#include "client/caller.hpp"

#include <fmt/format.h>

#include <ostream>

namespace importer {

/// Counts the calls of a command that makes few of them, and tells only of a wait.
class CallCounter final : public client::Observer {
public:
  explicit CallCounter(std::ostream& err) : err_(err) {}

  void called(
      const std::string& /*call*/, int /*status*/, int /*attempt*/, std::chrono::milliseconds took
  ) override {
    if (made_++ == 0) {
      first_took_ = took;
    }
  }
  void waiting(const std::string& why, std::chrono::milliseconds how_long) override {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(how_long).count();
    err_ << fmt::format("ptimport: waiting {} s: {}\n", seconds, why) << std::flush;
  }

  std::size_t made() const { return made_; }
  /// With the look-up of the name, the connection and the handshake.
  std::chrono::milliseconds first_took() const { return first_took_; }

private:
  std::ostream& err_;
  std::size_t made_ = 0;
  std::chrono::milliseconds first_took_{0};
};

}  // namespace importer
