#pragma once

#include "importer/token.hpp"

#include <iosfwd>

namespace importer {

/// What the process has from its caller; tests bring their own.
struct Streams {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool err_is_terminal = false;
  Environment environment;
};

}  // namespace importer
