#include "tests/manual/page.hpp"

#include <fmt/format.h>

#include <fstream>
#include <span>
#include <stdexcept>
#include <string_view>

namespace manual {

namespace {

constexpr std::string_view anything = "…";
constexpr std::string_view comment_begin = "<!-- run: ";
constexpr std::string_view comment_end = " -->";

bool fits_line(std::string_view shown, std::string_view line) {
  const auto gap = shown.find(anything);
  if (gap == shown.npos) {
    return shown == line;
  }
  if (!line.starts_with(shown.substr(0, gap))) {
    return false;
  }
  const auto rest = shown.substr(gap + anything.size());
  line.remove_prefix(gap);
  for (std::size_t i = 0; i <= line.size(); ++i) {
    if (fits_line(rest, line.substr(i))) {
      return true;
    }
  }
  return false;
}

using Lines = std::span<const std::string>;

bool fits_lines(Lines shown, Lines lines) {
  if (shown.empty()) {
    return lines.empty();
  }
  if (shown.front() == anything) {
    for (std::size_t i = 0; i <= lines.size(); ++i) {
      if (fits_lines(shown.subspan(1), lines.subspan(i))) {
        return true;
      }
    }
    return false;
  }
  return !lines.empty() && fits_line(shown.front(), lines.front()) &&
         fits_lines(shown.subspan(1), lines.subspan(1));
}

}  // namespace

std::vector<Shown> commands_of(const std::filesystem::path& page) {
  std::ifstream file(page);
  std::vector<Shown> commands;
  bool in_block = false;
  bool begins = false;
  std::size_t number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    const std::string_view text = line;
    if (!in_block) {
      in_block = begins = text == "```console";
      if (text.starts_with(comment_begin) && text.ends_with(comment_end)) {
        const auto command = text.substr(comment_begin.size());
        commands.push_back(
            {number, std::string(command.substr(0, command.size() - comment_end.size())), {}, true}
        );
      }
    } else if (text == "```") {
      in_block = false;
    } else if (text.starts_with("$ ")) {
      commands.push_back({number, std::string(text.substr(2)), {}, false});
      begins = false;
    } else if (begins) {
      throw std::runtime_error(fmt::format("{}:{}: output of no command", page.string(), number));
    } else if (text.starts_with("> ")) {
      commands.back().command += fmt::format("\n{}", text.substr(2));
    } else {
      commands.back().output.push_back(line);
    }
  }
  if (in_block) {
    throw std::runtime_error(fmt::format("{}: a block does not end", page.string()));
  }
  return commands;
}

bool fits(const std::vector<std::string>& shown, const std::vector<std::string>& lines) {
  return fits_lines(shown, lines);
}

}  // namespace manual
