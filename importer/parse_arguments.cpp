#include "importer/parse_arguments.hpp"

#include "importer/commands.hpp"
#include "importer/error.hpp"
#include "importer/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options/errors.hpp>
#include <boost/program_options/parsers.hpp>
#include <boost/program_options/positional_options.hpp>
#include <cctype>

namespace po = boost::program_options;

namespace importer {

namespace {

std::vector<std::string> long_names(const po::options_description& known) {
  std::vector<std::string> names;
  for (const auto& option : known.options()) {
    names.push_back("--" + option->long_name());
  }
  return names;
}

/// The first command that has the option; empty for none.
std::string command_with(const std::string& option) {
  for (const auto& command : all_commands()) {
    const auto names = long_names(command.options);
    if (std::ranges::find(names, option) != names.end()) {
      return std::string(command.name);
    }
  }
  return {};
}

[[noreturn]] void refuse_unknown(const std::string& option, const po::options_description& known) {
  // Of a short option only the letter: the rest may be a secret.
  const bool is_long = option.starts_with("--");
  const auto name = is_long ? option.substr(0, option.find('=')) : option.substr(0, 2);
  std::string lower = name;
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
  const auto closest = nearest(lower, {"--token", "--api-token"});
  if (is_long && closest && lower != "--token-file") {
    throw UsageError(fmt::format(
        "there is no option {}, because others could read the token in the list of "
        "processes: set PRACTITEST_TOKEN or use --token-file FILE",
        name
    ));
  }
  if (const auto other = command_with(name); !other.empty()) {
    throw UsageError(fmt::format(
        "{} is an option of `ptimport {}`, and not of this command: see `ptimport help`",
        name,
        other
    ));
  }
  const auto meant = nearest(name, long_names(known));
  throw UsageError(
      meant ? fmt::format("unknown option {}: did you mean {}?", name, *meant)
            : fmt::format("unknown option {}: see `ptimport help`", name)
  );
}

// `--set --rate 5` would make a set named "--rate".
void refuse_swallowed_options(const po::parsed_options& parsed) {
  for (const auto& option : parsed.options) {
    if (option.position_key == -1 && option.original_tokens.size() == 2 &&
        option.original_tokens[1].starts_with("--")) {
      throw UsageError(fmt::format(
          "{} needs a value, and {} looks like the next option; write {}={} if it is "
          "meant",
          option.original_tokens[0],
          option.original_tokens[1],
          option.original_tokens[0],
          option.original_tokens[1]
      ));
    }
  }
}

}  // namespace

po::variables_map parse_arguments(
    const std::vector<std::string>& arguments, const po::options_description& known
) {
  po::options_description with_inputs;
  with_inputs.add(known).add_options()("input", po::value<std::vector<std::string>>());
  po::positional_options_description positions;
  positions.add("input", -1);
  using namespace po::command_line_style;
  try {
    const auto parsed = po::command_line_parser(arguments)
                            .options(with_inputs)
                            .positional(positions)
                            .style(unix_style & ~allow_guessing)
                            .run();
    refuse_swallowed_options(parsed);
    po::variables_map values;
    po::store(parsed, values);
    return values;
  } catch (const po::unknown_option& error) {
    refuse_unknown(error.get_option_name(), known);
  } catch (const po::multiple_occurrences& error) {
    throw UsageError(fmt::format("{} is given more than once", error.get_option_name()));
  } catch (const po::invalid_command_line_syntax& error) {
    if (error.kind() == po::invalid_syntax::missing_parameter) {
      throw UsageError(fmt::format(
          "{} needs a value, and nothing follows it: `ptimport help import` says which",
          error.get_option_name()
      ));
    }
    throw UsageError(fmt::format("{}: see `ptimport help`", error.what()));
  } catch (const po::error& error) {
    throw UsageError(fmt::format("{}: see `ptimport help`", error.what()));
  }
}

void append_option(
    std::vector<std::string>& arguments, const std::string& name, const std::string& value
) {
  if (value.empty()) {  // `--proxy=` is no way to give an empty value.
    arguments.insert(arguments.end(), {"--" + name, ""});
  } else {
    arguments.push_back(fmt::format("--{}={}", name, value));
  }
}

}  // namespace importer
