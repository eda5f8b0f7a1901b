#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace manual {

/// A command of a page, and what the page says that it prints.
struct Shown {
  std::size_t line = 0;  ///< Of the page, from 1.
  std::string command;   ///< For bash; may be several lines.
  std::vector<std::string> output;
  bool hidden = false;  ///< Readers do not see it: it prepares something, and has to succeed.
};

/// The commands of a Markdown page in their order. In a block "```console" a line that begins with
/// "$ " is one, "> " goes on with it, and all else is what it prints; a comment
/// `<!-- run: COMMAND -->` on a line of its own is a hidden one. Throws std::runtime_error for a
/// block that does not end or begins with output.
std::vector<Shown> commands_of(const std::filesystem::path& page);

/// Whether the lines are what is shown. "…" in a line stands for any text, a line of nothing else
/// for any number of lines.
bool fits(const std::vector<std::string>& shown, const std::vector<std::string>& lines);

}  // namespace manual
