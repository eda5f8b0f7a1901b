#pragma once

#include "importer/token.hpp"

#include <chrono>
#include <functional>
#include <iosfwd>

namespace importer {

/// What the process has from its caller; tests bring their own.
struct Streams {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool err_is_terminal = false;
  Environment environment;
  std::function<void(std::chrono::milliseconds)> pause;  ///< Returns when the time has passed.
};

}  // namespace importer
