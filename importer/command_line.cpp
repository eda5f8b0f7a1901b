#include "importer/command_line.hpp"

#include "importer/configuration_file.hpp"
#include "importer/error.hpp"
#include "importer/import_values.hpp"
#include "importer/init_options.hpp"
#include "importer/inspect_options.hpp"
#include "importer/option_names.hpp"
#include "importer/parse_arguments.hpp"
#include "importer/read_import.hpp"
#include "importer/reading_option_names.hpp"
#include "importer/resume_options.hpp"
#include "importer/sandbox_options.hpp"

#include <boost/program_options/variables_map.hpp>

#include <algorithm>
#include <chrono>

namespace importer {

namespace {

using Arguments = std::vector<std::string>;

bool asks_for_help(const Arguments& arguments) {
  return std::ranges::any_of(arguments, [](const std::string& argument) {
    return argument == "--help" || argument == "-h";
  });
}

/// Reads what was settled, and says of each option that it refuses where it comes from.
template <class Read>
auto read_settled(
    const SettledArguments& settled,
    const Surroundings& surroundings,
    SetWithoutValue set_without_value,
    const Read& read
) {
  try {
    const auto now = std::chrono::system_clock::now();
    return read(
        with_import_values(settled.arguments, surroundings.environment, now, set_without_value)
    );
  } catch (const UsageError& error) {
    throw UsageError(with_sources(error.what(), settled.sources));
  }
}

SettledArguments settle_import(const Arguments& arguments, const Surroundings& surroundings) {
  const auto names = import_option_names();
  return settle_arguments(arguments, names, names, surroundings);
}

/// Of a command that parse_options() knows.
SettledArguments settle(
    const std::string& command, const Arguments& arguments, const Surroundings& surroundings
) {
  const auto import = import_option_names();
  if (command == "inspect") {
    // Not --format, which means something else than import's.
    return settle_arguments(
        arguments, inspect_option_names(), reading_option_names(), surroundings
    );
  }
  if (command == "resume") {
    const auto known = all_resume_option_names();
    const bool names_reports = parse_arguments(arguments, known).count("input") != 0;
    return settle_arguments(
        arguments, known, names_reports ? import : resume_option_names(), surroundings
    );
  }
  return settle_arguments(arguments, import, import, surroundings);
}

Options read_options(const Arguments& arguments, const Surroundings& surroundings) {
  const auto& command = arguments.front();
  const auto settled = settle(command, {arguments.begin() + 1, arguments.end()}, surroundings);
  const auto read = [&command](Arguments all) {
    all.insert(all.begin(), command);
    return parse_options(all);
  };
  return read_settled(settled, surroundings, SetWithoutValue::refused, read);
}

/// For a command that only looks at the options.
ImportOptions read_to_look(const SettledArguments& settled, const Surroundings& surroundings) {
  return read_settled(settled, surroundings, SetWithoutValue::left_out, [](const Arguments& all) {
    return read_import(all, Needs::nothing);
  });
}

ConfigOptions read_config(const Arguments& arguments, const Surroundings& surroundings) {
  ConfigOptions options;
  options.settled = settle_import(arguments, surroundings);
  try {
    (void)read_to_look(options.settled, surroundings);
  } catch (const UsageError& error) {
    options.refused = error.what();
  }
  return options;
}

DoctorOptions read_doctor(const Arguments& arguments, const Surroundings& surroundings) {
  DoctorOptions options;
  try {
    options.settled = settle_import(arguments, surroundings);
    options.import = read_to_look(options.settled, surroundings);
    options.retries_given = options.settled.sources.contains("retries");
  } catch (const UsageError& error) {
    options.refused = error.what();
  }
  return options;
}

}  // namespace

CommandLine read_command_line(const Arguments& arguments, const Surroundings& surroundings) {
  const auto command = arguments.empty() ? "" : arguments.front();
  const bool is_ours = command == "backfill" || command == "config" || command == "doctor" ||
                       command == "init" || command == "status";
  const bool is_settled =
      command == "import" || command == "plan" || command == "resume" || command == "inspect";
  if (!is_ours && !is_settled) {
    return parse_options(arguments);
  }
  const Arguments rest(arguments.begin() + 1, arguments.end());
  if (asks_for_help(rest)) {
    return parse_options({"help", command});
  }
  if (command == "backfill") {
    return read_backfill(rest, surroundings);
  }
  if (command == "config") {
    return read_config(rest, surroundings);
  }
  if (command == "doctor") {
    return read_doctor(rest, surroundings);
  }
  if (command == "init") {
    return read_init(rest, surroundings);
  }
  if (command == "status") {
    return read_status(rest, surroundings);
  }
  return read_options(arguments, surroundings);
}

}  // namespace importer
