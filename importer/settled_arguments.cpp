#include "importer/settled_arguments.hpp"

#include "importer/configuration_file.hpp"
#include "importer/configured_options.hpp"
#include "importer/error.hpp"
#include "importer/option_kinds.hpp"
#include "importer/option_names.hpp"
#include "importer/options_shut_out.hpp"
#include "importer/parse_arguments.hpp"
#include "importer/unknown_variables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>
#include <utility>

namespace fs = std::filesystem;
namespace po = boost::program_options;

namespace importer {

namespace {

const po::option_description* find(
    const po::options_description& options, const std::string& name
) {
  return options.find_nothrow(name, false);
}

bool read_switch(const std::string& value, const std::string& where) {
  for (const auto& [word, meaning] :
       {std::pair{"true", true},
        {"yes", true},
        {"on", true},
        {"1", true},
        {"false", false},
        {"no", false},
        {"off", false},
        {"0", false}}) {
    if (value == word) {
      return meaning;
    }
  }
  throw UsageError(fmt::format("{} takes true or false, not '{}'", where, value));
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at <= text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    if (end != at) {
      lines.push_back(text.substr(at, end - at));
    }
    at = end + 1;
  }
  return lines;
}

class Settler {
public:
  Settler(
      const po::options_description& known,
      const po::options_description& configurable,
      const Surroundings& surroundings
  )
      : known_(known),
        configurable_(configurable),
        all_(import_option_names()),
        surroundings_(surroundings) {}

  SettledArguments settle(const std::vector<std::string>& arguments) {
    const auto rest = without_values_of_switches(arguments);
    const auto values = parse_arguments(rest, known_);
    for (const auto& [name, value] : values) {
      if (!value.defaulted() && name != "input") {
        give(name, from_command_line);
      }
    }
    settled_above();
    take_environment();
    settled_above();
    const auto from_environment = std::exchange(added_, {});
    if (const auto file = configuration(values)) {
      take_file(*file);
    }
    // What is added stands first: an argument "--" ends the options.
    settled_.arguments = std::move(added_);
    settled_.arguments.insert(
        settled_.arguments.end(), from_environment.begin(), from_environment.end()
    );
    append_without_config(rest);
    return std::move(settled_);
  }

private:
  /// `--strict=true` becomes `--strict`; what is switched off is noted and left out.
  std::vector<std::string> without_values_of_switches(const std::vector<std::string>& arguments) {
    std::vector<std::string> rest;
    bool options_ended = false;
    for (const auto& argument : arguments) {
      options_ended |= argument == "--";
      const auto equals = argument.find('=');
      const auto* option = !options_ended && argument.starts_with("--") && equals != argument.npos
                               ? find(known_, argument.substr(2, equals - 2))
                               : nullptr;
      if (option == nullptr || !is_switch(*option) || (!rest.empty() && wants_value(rest.back()))) {
        rest.push_back(argument);
      } else if (read_switch(argument.substr(equals + 1), argument.substr(0, equals))) {
        rest.push_back(argument.substr(0, equals));
      } else {
        given_.insert(option->long_name());
        settled_.sources[option->long_name()] = from_command_line;
      }
    }
    return rest;
  }

  /// What the file said is among the arguments; it is not to be read again. `rest` was parsed.
  void append_without_config(const std::vector<std::string>& rest) {
    bool options_ended = false;
    for (auto at = rest.begin(); at != rest.end(); ++at) {
      options_ended |= *at == "--";
      if (!options_ended && *at == "--config") {
        ++at;
      } else if (options_ended || !at->starts_with("--config=")) {
        settled_.arguments.push_back(*at);
      }
    }
  }

  bool wants_value(const std::string& argument) const {
    const auto* option = argument.starts_with("--") ? find(known_, argument.substr(2)) : nullptr;
    return option != nullptr && !is_switch(*option);
  }

  void give(const std::string& name, const std::string& source) {
    here_.insert(name);
    settled_.sources[name] = source;
    for (const auto& other : options_shut_out_by(name)) {
      shut_out_here_.insert(other);
    }
  }

  /// From now on what was given counts as given by a higher place.
  void settled_above() {
    given_.merge(here_);
    given_.merge(shut_out_here_);
    here_.clear();
    shut_out_here_.clear();
  }

  void add(
      const po::option_description& option,
      const std::vector<std::string>& values,
      const std::string& source
  ) {
    const auto& name = option.long_name();
    if (is_switch(option)) {
      if (read_switch(values.front(), source)) {
        give(name, source);
        added_.push_back("--" + name);
      } else {
        here_.insert(name);
        settled_.sources[name] = source;
      }
      return;
    }
    give(name, source);
    for (const auto& value : values) {
      append_option(added_, name, value);
    }
  }

  void take_environment() {
    refuse_mistyped_variables();
    for (const auto& option : configurable_.options()) {
      const auto variable = variable_of(option->long_name());
      const auto value = surroundings_.environment(variable.c_str()).value_or("");
      // CI systems hand on parameters that nobody filled in as empty variables.
      if (!value.empty() && option->long_name() != "config" &&
          !given_.contains(option->long_name())) {
        const bool is_list = option->semantic()->is_composing();
        add(*option, is_list ? lines_of(value) : std::vector{value}, variable);
      }
    }
  }

  void refuse_mistyped_variables() const {
    for (const auto& [name, meant, is_mistyped] : unknown_variables(surroundings_)) {
      if (is_mistyped) {
        throw UsageError(fmt::format(
            "unknown environment variable {}: did you mean {}? Else unset it", name, *meant
        ));
      }
    }
  }

  std::optional<fs::path> configuration(const po::variables_map& values) {
    auto named = surroundings_.environment("PTIMPORT_CONFIG").value_or("");
    if (values.count("config") != 0) {
      named = values["config"].as<std::string>();
    } else if (!named.empty()) {
      settled_.sources["config"] = "PTIMPORT_CONFIG";
    }
    if (named == "none") {
      return std::nullopt;
    }
    return named.empty() ? find_configuration(surroundings_.folder) : surroundings_.folder / named;
  }

  void take_file(const fs::path& file) {
    settled_.file = file.string();
    for (const auto& [option, values, line] : configured_options(file, all_)) {
      const auto& name = option->long_name();
      if (find(configurable_, name) != nullptr && !given_.contains(name)) {
        add(*option, values, fmt::format("{}:{}", settled_.file, line));
      }
    }
  }

  const po::options_description& known_;
  const po::options_description& configurable_;
  const po::options_description all_;
  const Surroundings& surroundings_;
  SettledArguments settled_;
  std::vector<std::string> added_;
  std::set<std::string> given_;  ///< By higher places, or shut out by them.
  std::set<std::string> here_;   ///< By the place that is being read.
  std::set<std::string> shut_out_here_;
};

}  // namespace

SettledArguments settle_arguments(
    const std::vector<std::string>& arguments,
    const po::options_description& known,
    const po::options_description& configurable,
    const Surroundings& surroundings
) {
  return Settler(known, configurable, surroundings).settle(arguments);
}

std::string variable_of(const std::string& option) {
  std::string name = "PTIMPORT_";
  for (const char c : option) {
    name += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return name;
}

std::string with_sources(
    const std::string& message, const std::map<std::string, std::string>& sources
) {
  auto words = message;
  for (const auto& [option, source] : sources) {
    const auto name = "--" + option;
    const auto at = message.find(name);
    if (source == from_command_line || at == message.npos) {
      continue;
    }
    const auto after = at + name.size();
    const bool is_whole =
        after == message.size() ||
        (std::islower(static_cast<unsigned char>(message[after])) == 0 && message[after] != '-');
    if (is_whole) {
      words += fmt::format(" ({} stands in {})", option, source);
    }
  }
  return words;
}

}  // namespace importer
