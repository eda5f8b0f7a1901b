#include "importer/init_options.hpp"

#include "importer/configuration_file.hpp"
#include "importer/error.hpp"
#include "importer/import_values.hpp"
#include "importer/option_group.hpp"
#include "importer/option_kinds.hpp"
#include "importer/option_names.hpp"
#include "importer/parse_arguments.hpp"
#include "importer/read_import.hpp"

#include <boost/any.hpp>
#include <boost/program_options/variables_map.hpp>

#include <algorithm>
#include <array>
#include <chrono>

namespace po = boost::program_options;

namespace importer {

namespace {

/// Options of an import that a file is not to hold, because they are about one start of it.
constexpr std::array not_written{"config", "sandbox", "sandbox-data", "dry-run", "again"};

po::options_description written_option_names() {
  const auto import = import_option_names();
  po::options_description written("Options");
  for (const auto& option : import.options()) {
    if (std::ranges::find(not_written, option->long_name()) == not_written.end()) {
      written.add(option);
    }
  }
  return written;
}

using Pairs = std::vector<std::pair<std::string, std::string>>;

void append(Pairs& given, const std::string& name, const po::variable_value& value) {
  if (const auto* const text = boost::any_cast<std::string>(&value.value())) {
    given.emplace_back(name, *text);
  } else if (const auto* const is_on = boost::any_cast<bool>(&value.value())) {
    given.emplace_back(name, *is_on ? "true" : "false");
  } else {
    for (const auto& one : value.as<std::vector<std::string>>()) {
      given.emplace_back(name, one);
    }
  }
}

}  // namespace

po::options_description init_option_names() {
  auto group = option_group("What is written");
  group.add_options()(
      "output",
      taking<std::string>("FILE")->default_value(configuration_file_name),
      "the file to write"
  )("force", po::bool_switch(), "also when it is there already"
  )("from-firecracker",
    taking<std::string>("FILE"),
    "translate FireCracker's JSON configuration; tells what has no equivalent");
  return group;
}

InitOptions read_init(const std::vector<std::string>& arguments, const Surroundings& surroundings) {
  const auto written = written_option_names();
  po::options_description known;
  known.add(written).add(init_option_names());
  auto without_file = surroundings;
  without_file.folder.clear();
  without_file.environment = [&surroundings](const char* name) {
    return std::string_view(name) == "PTIMPORT_CONFIG" ? std::nullopt
                                                       : surroundings.environment(name);
  };
  const auto settled = settle_arguments(arguments, known, written, without_file);
  const auto values = parse_arguments(settled.arguments, known);
  if (values.count("input") != 0) {
    throw UsageError("`ptimport init` takes no reports; they are named when they are imported");
  }
  InitOptions options;
  for (const auto& option : written.options()) {
    if (settled.sources.contains(option->long_name())) {
      append(options.given, option->long_name(), values[option->long_name()]);
    }
  }
  options.file = values["output"].as<std::string>();
  if (std::filesystem::path(options.file).has_parent_path()) {
    // There a relative path would mean another file than here.
    for (auto& [name, value] : options.given) {
      if (takes_path(written.find(name, false))) {
        value = path_from(surroundings.folder, value);
      }
    }
  }
  options.import = import_of(options.given, surroundings.environment);
  options.force = values["force"].as<bool>();
  if (values.count("from-firecracker") != 0) {
    options.from_firecracker = values["from-firecracker"].as<std::string>();
  }
  return options;
}

ImportOptions import_of(const Pairs& given, const Environment& environment) {
  const auto names = import_option_names();
  std::vector<std::string> arguments;
  for (const auto& [name, value] : given) {
    if (!is_switch(names.find(name, false))) {
      append_option(arguments, name, value);
    } else if (value == "true") {
      arguments.push_back("--" + name);
    }
  }
  const auto now = std::chrono::system_clock::now();
  return read_import(
      with_import_values(arguments, environment, now, SetWithoutValue::left_out), Needs::nothing
  );
}

}  // namespace importer
