#pragma once

#include <string>

namespace importer {

/// What a check of `ptimport doctor` found.
struct Finding {
  enum class State {
    good,
    note,    ///< Works, and is worth knowing.
    trouble  ///< An import would fail or lose something by it.
  };

  State state = State::good;
  std::string subject;  ///< "token", "project": a word or two.
  std::string found;    ///< One sentence, without a dot.
  std::string advice;   ///< What to do; empty when there is nothing to do.
};

}  // namespace importer
