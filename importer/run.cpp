#include "importer/run.hpp"

#include "importer/command_line.hpp"
#include "importer/completion.hpp"
#include "importer/config_command.hpp"
#include "importer/doctor_command.hpp"
#include "importer/error.hpp"
#include "importer/history/backfill_command.hpp"
#include "importer/import_command.hpp"
#include "importer/init_command.hpp"
#include "importer/inspect_command.hpp"
#include "importer/journal.hpp"
#include "importer/options.hpp"
#include "importer/resume_command.hpp"
#include "importer/sandbox_command.hpp"
#include "importer/terminal.hpp"
#include "importer/unknown_variables.hpp"

#include "client/error.hpp"

#include <boost/system/system_error.hpp>

#include <filesystem>
#include <ostream>
#include <variant>

namespace importer {

namespace {

ExitCode run_command(const Options& options, const Streams& streams) {
  switch (options.command) {
  case Command::import:
    return import_reports(options.import, streams);
  case Command::resume:
    return resume_import(options.resume, streams);
  case Command::inspect:
    return inspect_reports(options.inspect, streams);
  case Command::sandbox:
    return run_sandbox(options.sandbox, streams);
  case Command::completion:
    streams.out << completion_script(options.shell);
    return ExitCode::ok;
  case Command::version:
    streams.out << "ptimport " PTIMPORT_VERSION "\n";
    return ExitCode::ok;
  case Command::help:
    streams.out << help_text(options.help_topic);
    return ExitCode::ok;
  }
  return ExitCode::usage;
}

struct RunCommand {
  const Streams& streams;
  const Process& process;

  ExitCode operator()(const Options& options) const { return run_command(options, streams); }
  ExitCode operator()(const BackfillOptions& options) const { return backfill(options, streams); }
  ExitCode operator()(const ConfigOptions& options) const {
    return show_configuration(options, streams);
  }
  ExitCode operator()(const DoctorOptions& options) const {
    return examine_setup(options, streams);
  }
  ExitCode operator()(const InitOptions& options) const {
    return write_configuration(options, streams, process.in_is_terminal);
  }
  ExitCode operator()(const StatusOptions& options) const { return show_status(options, streams); }
};

/// Whether notes on the options that environment and file gave are out of place.
struct TakesNoNotes {
  bool operator()(const Options& options) const {
    switch (options.command) {
    case Command::import:
      return options.import.verbosity < 0;
    case Command::resume:
      return options.resume.verbosity.value_or(0) < 0;
    case Command::inspect:
      return false;
    default:
      return true;  // They take no options from there.
    }
  }
  bool operator()(const BackfillOptions& options) const { return options.import.verbosity < 0; }
  template <class Other>
  bool operator()(const Other&) const {
    return false;
  }
};

}  // namespace

// The one place where what was thrown becomes words and a number.
ExitCode run(
    const std::vector<std::string>& arguments, const Streams& streams, const Process& process
) {
  const auto fail = [&streams](ExitCode code, const std::string& message) {
    streams.err << "ptimport: " << shown(message, 2'000) << '\n';  // May hold an argument.
    return code;
  };
  try {
    std::error_code gone;  // Then no configuration file is looked for.
    const Surroundings surroundings{
        streams.environment, process.variables, std::filesystem::current_path(gone)};
    const auto options = read_command_line(arguments, surroundings);
    if (!std::visit(TakesNoNotes{}, options)) {
      for (const auto& note : notes_on_unknown_variables(surroundings)) {
        streams.err << "ptimport: note: " << shown(note, 1'000) << '\n';
      }
    }
    return std::visit(RunCommand{streams, process}, options);
  } catch (const UsageError& error) {
    return fail(ExitCode::usage, error.what());
  } catch (const ledger::LedgerError& error) {
    return fail(ExitCode::not_all, error.what());
  } catch (const TakenOver& error) {
    return fail(ExitCode::not_all, error.what());
  } catch (const client::Unreachable& error) {
    return fail(ExitCode::unreachable, error.what());
  } catch (const client::Interrupted&) {
    return fail(ExitCode::interrupted, "interrupted");
  } catch (const boost::system::system_error& error) {
    // Not what(): in Boost 1.81 it ends in a path and line of Boost's own source.
    return fail(ExitCode::not_all, "unexpected: " + error.code().message());
  } catch (const std::exception& error) {
    return fail(ExitCode::not_all, std::string("unexpected: ") + error.what());
  }
}

}  // namespace importer
