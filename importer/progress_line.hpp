#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace importer {

/// What the live line on a terminal says.
struct ProgressLine {
  std::string phase;  ///< "recording in 'Nightly'"
  std::size_t results = 0;
  std::size_t results_done = 0;
  std::size_t calls = 0;
  std::size_t calls_done = 0;
  std::optional<std::size_t> calls_left;  ///< In this minute; absent without a limit.
  std::string ends;                       ///< "14:32:05"; empty while nobody knows.
  std::string pause;                      ///< Why nothing goes on; empty when it does.
};

/// The line within so many columns: what does not fit is left out, the length of a pause last; the
/// phase is cut then, and no character is cut in half. `colour` adds escape sequences, which take
/// no columns.
std::string to_text(const ProgressLine& line, std::size_t columns, bool colour);

}  // namespace importer
