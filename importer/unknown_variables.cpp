#include "importer/unknown_variables.hpp"

#include "importer/error.hpp"
#include "importer/nearest.hpp"
#include "importer/option_names.hpp"
#include "importer/settled_arguments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/program_options/options_description.hpp>
#include <cctype>
#include <string_view>

namespace importer {

std::vector<UnknownVariable> unknown_variables(const Surroundings& surroundings) {
  constexpr std::string_view prefix = "PTIMPORT_";
  constexpr std::size_t least = 5;  // PTIMPORT_PATH is near to PTIMPORT_RATE, and a stranger's.
  const auto names = import_option_names();
  std::vector<std::string> known;
  for (const auto& option : names.options()) {
    known.push_back(variable_of(option->long_name()).substr(prefix.size()));
  }
  std::vector<UnknownVariable> unknown;
  for (const auto& variable : surroundings.variables) {
    const auto name = variable.substr(std::min(prefix.size(), variable.size()));
    if (!variable.starts_with(prefix) || std::ranges::find(known, name) != known.end() ||
        surroundings.environment(variable.c_str()).value_or("").empty()) {
      continue;
    }
    if (sounds_like_token(name)) {
      throw UsageError(
          fmt::format("{} is not read: the variable of the API token is PRACTITEST_TOKEN", variable)
      );
    }
    const auto meant = nearest(name, known);
    unknown.push_back(
        {variable,
         meant ? std::optional(fmt::format("{}{}", prefix, *meant)) : std::nullopt,
         meant && name.size() >= least}
    );
  }
  return unknown;
}

std::vector<std::string> notes_on_unknown_variables(const Surroundings& surroundings) {
  std::vector<std::string> notes;
  for (const auto& [name, meant, is_mistyped] : unknown_variables(surroundings)) {
    if (!is_mistyped) {
      notes.push_back(fmt::format(
          "nothing reads the environment variable {}, as no option of `ptimport import` is called "
          "so{}",
          name,
          meant ? fmt::format(": did you mean {}?", *meant) : ""
      ));
    }
  }
  return notes;
}

bool sounds_like_token(std::string name) {
  std::erase_if(name, [](char c) { return c == '-' || c == '_' || c == '.'; });
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
  constexpr std::array names{
      "token", "apitoken", "pttoken", "practitesttoken", "personaltoken", "apikey"};
  return std::ranges::find(names, name) != names.end();
}

}  // namespace importer
