#include "importer/configuration_text.hpp"

#include "importer/configuration_file.hpp"
#include "importer/error.hpp"
#include "importer/option_names.hpp"
#include "importer/settled_arguments.hpp"
#include "importer/shareable_arguments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace importer {

namespace {

/// As comment lines of a width that diffs and editors like.
std::string comment(std::string_view text) {
  constexpr std::size_t width = 90;
  std::string lines;
  std::string line = "#";
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    if (line.size() + 1 + end > width && line.size() > 1) {
      lines += line + '\n';
      line = "#";
    }
    line += fmt::format(" {}", text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines + line + '\n';
}

void append_option(std::string& text, const std::string& name, const std::string& value) {
  const auto prefix = fmt::format("--{}=", name);
  const auto shareable = without_secrets({prefix + value}).front().substr(prefix.size());
  if (shareable != value) {
    text += comment(fmt::format(
        "Its password is left out: give the whole value in the environment, {}.", variable_of(name)
    ));
  }
  const auto line = configuration_line(name, shareable);
  if (!line) {
    throw UsageError(fmt::format("--{}: no line of a configuration can hold this value", name));
  }
  text += *line + '\n';
}

struct Offer {
  const char* line;
  const char* why;
};

constexpr std::array offers{
    Offer{
        "create = instances,sets",
        "Make no tests: results of unknown ones are told, not recorded."},
    Offer{"fail-open = true", "Never break the pipeline because PractiTest refuses or is away."},
    Offer{"ledger = /var/lib/ptimport/ledger.sqlite", "Where each agent keeps what it sent."},
};

}  // namespace

std::string configuration_text(
    const std::vector<std::pair<std::string, std::string>>& given,
    const std::vector<Translated::Left>& left
) {
  std::string text = comment(
      "Configuration of ptimport, found in this folder and below it. The command line and "
      "PTIMPORT_... variables beat it; `ptimport config` shows what is in force, "
      "`ptimport help import` all options."
  );
  text += comment("The API token is not in here: it comes from the variable PRACTITEST_TOKEN.");
  const auto names = import_option_names();
  std::string last;
  for (const auto& [name, value] : given) {
    if (name != last) {
      text += '\n' + comment(names.find(name, false).description());
    }
    append_option(text, name, value);
    last = name;
  }
  text += "\n# Often wanted:\n";
  for (const auto& [line, why] : offers) {
    text += fmt::format("#\n{}# {}\n", comment(why), line);
  }
  if (!left.empty()) {
    text += "\n# Not translated from FireCracker's configuration:\n";
    for (const auto& [key, why] : left) {
      text += comment(fmt::format("{}: {}", key, why));
    }
  }
  return text;
}

}  // namespace importer
