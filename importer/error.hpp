#pragma once

#include <stdexcept>

namespace importer {

/// The command line or the configuration is wrong. `what()` says what to do about it.
class UsageError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

}  // namespace importer
