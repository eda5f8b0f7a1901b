#include "importer/config_command.hpp"

#include "importer/option_kinds.hpp"
#include "importer/option_names.hpp"
#include "importer/parse_arguments.hpp"
#include "importer/shareable_arguments.hpp"
#include "importer/terminal.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/any.hpp>
#include <ostream>

namespace po = boost::program_options;

namespace importer {

namespace {

struct Row {
  std::string option;
  std::string value;
  std::string source;
};

std::string words_of(const std::string& option, const po::variable_value& value) {
  if (const auto* const text = boost::any_cast<std::string>(&value.value())) {
    const auto prefix = fmt::format("--{}=", option);
    return shown(without_secrets({prefix + *text}).front().substr(prefix.size()), 300);
  }
  if (const auto* const is_on = boost::any_cast<bool>(&value.value())) {
    return *is_on ? "true" : "false";
  }
  return shown(fmt::format("{}", fmt::join(value.as<std::vector<std::string>>(), ", ")), 300);
}

std::vector<Row> rows_of(const SettledArguments& settled) {
  const auto names = import_option_names();
  const auto values = parse_arguments(settled.arguments, names);
  std::vector<Row> rows;
  for (const auto& option : names.options()) {
    const auto& name = option->long_name();
    const auto source = settled.sources.find(name);
    const bool is_given = source != settled.sources.end();
    // That a switch is off needs no telling, unless somebody said so.
    if (values.count(name) != 0 && (is_given || !is_switch(*option))) {
      rows.push_back({name, words_of(name, values[name]), is_given ? source->second : "default"});
    }
  }
  return rows;
}

void tell(const std::vector<Row>& rows, std::ostream& out) {
  constexpr std::size_t widest = 60;
  std::size_t options = 0;
  std::size_t values = 0;
  for (const auto& row : rows) {
    options = std::max(options, row.option.size());
    values = std::max(values, std::min(text::characters(row.value), widest));
  }
  for (const auto& [option, value, source] : rows) {
    const auto wide = text::characters(value);
    const std::string gap(values - std::min(values, wide), ' ');
    out << fmt::format("  {:<{}}  {}{}  {}\n", option, options, value, gap, shown(source, 300));
  }
}

const char* token_words(bool in_file, const Environment& environment) {
  if (in_file) {
    return "in the file that token-file names";
  }
  return environment("PRACTITEST_TOKEN") ? "in the environment, PRACTITEST_TOKEN"
                                         : "none: PRACTITEST_TOKEN is not set";
}

}  // namespace

ExitCode show_configuration(const ConfigOptions& options, const Streams& streams) {
  const auto& settled = options.settled;
  streams.out << fmt::format(
      "file: {}\n",
      settled.file.empty() ? "none; no ptimport.ini here or in a folder above"
                           : shown(settled.file, 300)
  );
  const bool token_in_file = settled.sources.contains("token-file");
  streams.out << fmt::format("token: {}\n\n", token_words(token_in_file, streams.environment));
  tell(rows_of(settled), streams.out);
  streams.out << "\nAll other options have no value: `ptimport help import`.\n";
  if (options.refused.empty()) {
    return ExitCode::ok;
  }
  streams.err << fmt::format("ptimport: {}\n", shown(options.refused, 1'000));
  return ExitCode::usage;
}

}  // namespace importer
