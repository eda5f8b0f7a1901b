#include "importer/configured_options.hpp"

#include "importer/configuration_file.hpp"
#include "importer/error.hpp"
#include "importer/nearest.hpp"
#include "importer/option_kinds.hpp"
#include "importer/unknown_variables.hpp"

#include <fmt/format.h>

#include <map>
#include <utility>

namespace fs = std::filesystem;
namespace po = boost::program_options;

namespace importer {

namespace {

[[noreturn]] void refuse_line(
    const fs::path& file, const ConfigurationLine& line, const std::string& why
) {
  throw UsageError(fmt::format("{}:{}: {}", file.string(), line.line, why));
}

void check_key(
    const ConfigurationLine& line, const fs::path& file, const po::options_description& known
) {
  if (sounds_like_token(line.key)) {
    refuse_line(
        file,
        line,
        "the API token does not belong into a file that others read or that is committed: set "
        "the "
        "environment variable PRACTITEST_TOKEN, or name a file with `token-file`; if others may "
        "have read it here, replace it in PractiTest"
    );
  }
  if (line.key == "config") {
    refuse_line(file, line, "a configuration cannot name another one");
  }
  if (known.find_nothrow(line.key, false) != nullptr) {
    return;
  }
  std::vector<std::string> names;
  for (const auto& option : known.options()) {
    names.push_back(option->long_name());
  }
  const auto meant = nearest(line.key, names);
  refuse_line(
      file,
      line,
      meant ? fmt::format("unknown key '{}': did you mean '{}'?", line.key, *meant)
            : fmt::format(
                  "unknown key '{}': keys are the options of `ptimport help import` without "
                  "their dashes",
                  line.key
              )
  );
}

}  // namespace

std::vector<ConfiguredOption> configured_options(
    const fs::path& file, const po::options_description& known
) {
  std::map<std::string, std::vector<ConfigurationLine>> by_key;
  for (auto& line : read_configuration(file)) {
    check_key(line, file, known);
    by_key[line.key].push_back(std::move(line));
  }
  std::vector<ConfiguredOption> options;
  for (const auto& [key, lines] : by_key) {
    const auto* const option = known.find_nothrow(key, false);
    if (lines.size() > 1 && !option->semantic()->is_composing()) {
      refuse_line(file, lines[1], fmt::format("{} stands in line {} already", key, lines[0].line));
    }
    if (is_switch(*option) && lines[0].value.empty()) {
      refuse_line(file, lines[0], fmt::format("{} takes true or false", key));
    }
    ConfiguredOption configured{option, {}, lines[0].line};
    for (const auto& line : lines) {
      configured.values.push_back(
          takes_path(*option) ? path_from(file.parent_path(), line.value) : line.value
      );
    }
    options.push_back(std::move(configured));
  }
  return options;
}

}  // namespace importer
