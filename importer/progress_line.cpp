#include "importer/progress_line.hpp"

#include "importer/text.hpp"

#include <fmt/format.h>

#include <vector>

namespace importer {

namespace {

constexpr std::string_view between = " · ";
constexpr std::size_t between_columns = 3;

struct Part {
  std::string text;
  std::string_view colour = {};
};

/// What goes first where the terminal is narrow. A wait and its length go last: a line that stands
/// still has to say why.
enum class Omit { nothing, calls, reason_of_pause, end, results, all };

std::vector<Part> parts_behind_phase(const ProgressLine& line, Omit omit) {
  std::vector<Part> parts;
  if (omit == Omit::all) {
    return parts;
  }
  if (line.results != 0 && omit < Omit::results) {
    parts.push_back({fmt::format(
        "{} of {} ({} %)",
        text::grouped(line.results_done),
        text::counted(line.results, "result"),
        line.results_done * 100 / line.results
    )});
    if (omit < Omit::calls) {
      parts.push_back(
          {fmt::format("call {} of {}", text::grouped(line.calls_done), text::grouped(line.calls))}
      );
    }
  }
  if (!line.pause.empty()) {
    const auto reason = omit < Omit::reason_of_pause ? line.pause.npos : line.pause.find(':');
    parts.push_back({line.pause.substr(0, reason), "\x1b[33m"});
  } else if (line.calls_left && omit < Omit::reason_of_pause) {
    parts.push_back({fmt::format("{} left in this minute", *line.calls_left)});
  }
  if (!line.ends.empty() && omit < Omit::end) {
    parts.push_back({"ends about " + line.ends, "\x1b[36m"});
  }
  return parts;
}

std::size_t columns_of(const std::vector<Part>& parts) {
  std::size_t columns = 0;
  for (const auto& part : parts) {
    columns += between_columns + text::columns(part.text);
  }
  return columns;
}

}  // namespace

std::string to_text(const ProgressLine& line, std::size_t columns, bool colour) {
  const auto phase = text::cut_to_columns(line.phase, columns);
  const auto room = columns - text::columns(phase);
  auto whole = colour ? fmt::format("\x1b[1m{}\x1b[0m", phase) : phase;
  auto parts = parts_behind_phase(line, Omit::nothing);
  for (const auto omit :
       {Omit::calls, Omit::reason_of_pause, Omit::end, Omit::results, Omit::all}) {
    if (columns_of(parts) <= room) {
      break;
    }
    parts = parts_behind_phase(line, omit);
  }
  for (const auto& part : parts) {
    whole += between;
    whole += colour && !part.colour.empty() ? fmt::format("{}{}\x1b[0m", part.colour, part.text)
                                            : part.text;
  }
  return whole;
}

}  // namespace importer
