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

std::vector<Part> parts_behind_phase(const ProgressLine& line) {
  std::vector<Part> parts;
  if (line.results != 0) {
    parts.push_back({fmt::format(
        "{} of {} ({} %)",
        text::grouped(line.results_done),
        text::counted(line.results, "result"),
        line.results_done * 100 / line.results
    )});
    parts.push_back(
        {fmt::format("call {} of {}", text::grouped(line.calls_done), text::grouped(line.calls))}
    );
  }
  if (!line.pause.empty()) {
    parts.push_back({line.pause, "\x1b[33m"});
  } else if (line.calls_left) {
    parts.push_back({fmt::format("{} left in this minute", *line.calls_left)});
  }
  if (!line.ends.empty()) {
    parts.push_back({"ends about " + line.ends, "\x1b[36m"});
  }
  return parts;
}

}  // namespace

std::string to_text(const ProgressLine& line, std::size_t columns, bool colour) {
  const auto phase = text::cut_to_columns(line.phase, columns);
  auto used = text::columns(phase);
  auto whole = colour ? fmt::format("\x1b[1m{}\x1b[0m", phase) : phase;
  for (const auto& part : parts_behind_phase(line)) {
    used += between_columns + text::columns(part.text);
    if (used > columns) {
      break;
    }
    whole += between;
    whole += colour && !part.colour.empty() ? fmt::format("{}{}\x1b[0m", part.colour, part.text)
                                            : part.text;
  }
  return whole;
}

}  // namespace importer
