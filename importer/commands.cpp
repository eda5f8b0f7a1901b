#include "importer/commands.hpp"

#include "importer/history/backfill_options.hpp"
#include "importer/init_options.hpp"
#include "importer/inspect_options.hpp"
#include "importer/option_names.hpp"
#include "importer/resume_options.hpp"
#include "importer/sandbox_options.hpp"
#include "importer/status_command.hpp"

namespace importer {

std::vector<CommandNames> all_commands() {
  auto init = import_option_names();
  init.add(init_option_names());
  return {
      {"import", "record results", import_option_names()},
      {"plan", "show what would be recorded, change nothing", import_option_names()},
      {"resume", "go on with an import that was interrupted", all_resume_option_names()},
      {"status", "tell what imports do and have done", status_option_names()},
      {"backfill", "record builds of long ago, one after the other", backfill_option_names()},
      {"init", "ask PractiTest, and write a configuration", init},
      {"doctor", "check token, network and project; change nothing", import_option_names()},
      {"config", "show the options in force, and where each comes from", import_option_names()},
      {"inspect", "show what is understood of reports", inspect_option_names()},
      {"sandbox", "run a local PractiTest to try against", sandbox_option_names()},
      {"completion",
       "print what a shell needs to complete commands and options",
       {},
       {"bash", "zsh", "fish"}},
      {"help",
       "tell all options of a command, or the exit codes",
       {},
       {"import",
        "plan",
        "resume",
        "status",
        "backfill",
        "init",
        "doctor",
        "config",
        "inspect",
        "sandbox",
        "completion",
        "exit-codes"}},
      {"version", "tell the version", {}},
  };
}

}  // namespace importer
