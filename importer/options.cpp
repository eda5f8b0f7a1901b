#include "importer/options.hpp"

#include "importer/error.hpp"
#include "importer/inspect_options.hpp"
#include "importer/nearest.hpp"
#include "importer/read_import.hpp"
#include "importer/resume_options.hpp"
#include "importer/sandbox_options.hpp"
#include "importer/saving_options.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace importer {

namespace {

bool asks_for_help(const std::vector<std::string>& arguments) {
  return std::ranges::any_of(arguments, [](const std::string& argument) {
    return argument == "--help" || argument == "-h";
  });
}

}  // namespace

Options parse_options(const std::vector<std::string>& arguments) {
  Options options;
  const auto command = arguments.empty() ? "help" : arguments[0];
  const std::vector<std::string> rest(
      arguments.begin() + (arguments.empty() ? 0 : 1), arguments.end()
  );
  if (command == "help" || command == "--help" || command == "-h") {
    options.help_topic = rest.empty() ? "" : rest[0];
  } else if (command == "version" || command == "--version") {
    options.command = Command::version;
  } else if (command == "completion") {
    if (rest.size() != 1) {
      throw UsageError("for which shell? `ptimport completion bash`, zsh or fish prints a script");
    }
    options.command = asks_for_help(rest) ? Command::help : Command::completion;
    options.help_topic = command;
    options.shell = rest[0];
  } else if (command == "import" || command == "plan" || command == "resume" ||
             command == "inspect" || command == "sandbox") {
    if (asks_for_help(rest)) {
      options.help_topic = command;
    } else if (command == "sandbox") {
      options.command = Command::sandbox;
      options.sandbox = read_sandbox(rest);
    } else if (command == "inspect") {
      options.command = Command::inspect;
      options.inspect = read_inspect(rest);
    } else if (command == "resume" && !names_reports(rest)) {
      options.command = Command::resume;
      options.resume = read_resume(rest);
    } else {
      options.command = Command::import;
      options.import = read_import(rest, Needs::set_and_reports);
      options.import.dry_run |= command == "plan";
      options.import.resume = command == "resume";
      check_saving(options.import);
    }
  } else {
    const auto meant = nearest(
        command,
        {"import",
         "plan",
         "resume",
         "inspect",
         "sandbox",
         "status",
         "backfill",
         "completion",
         "config",
         "doctor",
         "init",
         "help",
         "version"}
    );
    throw UsageError(
        meant ? fmt::format("unknown command '{}': did you mean `ptimport {}`?", command, *meant)
              : fmt::format(
                    "unknown command '{}'; to record reports: `ptimport import --set NAME "
                    "REPORT…`; all commands: `ptimport help`",
                    command
                )
    );
  }
  return options;
}

}  // namespace importer
