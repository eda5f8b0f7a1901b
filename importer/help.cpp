#include "importer/error.hpp"
#include "importer/history/backfill_options.hpp"
#include "importer/init_options.hpp"
#include "importer/inspect_options.hpp"
#include "importer/option_names.hpp"
#include "importer/options.hpp"
#include "importer/sandbox_options.hpp"
#include "importer/status_command.hpp"

#include <fmt/format.h>

#include <sstream>

namespace importer {

namespace {

constexpr std::string_view overview =
    R"(ptimport brings the results of automated tests into PractiTest.

  ptimport import --project ID --set NAME REPORT…   record results
  ptimport plan   --project ID --set NAME REPORT…   show what would be recorded, change nothing
  ptimport resume                                   go on with an import that was interrupted
  ptimport status                                   tell what imports do and have done
  ptimport import --sandbox REPORT…                 try it without an account
  ptimport backfill --set 'Build {build}' FOLDER…   record builds of long ago, oldest first
  ptimport init                                     ask PractiTest, and write a configuration
  ptimport doctor                                   check token, network, project; change nothing
  ptimport config                                   show the options in force, and where each comes from
  ptimport inspect REPORT…                          show what is understood of reports
  ptimport sandbox                                  run a local PractiTest to try against
  ptimport completion bash|zsh|fish                 complete commands and options in the shell

REPORT is a file, a folder (its *.xml, *.trx, *.rxlog.data and *.rxzlog at any depth), a pattern
such as '**/TEST-*.xml', or - for standard input. The API token comes from PRACTITEST_TOKEN or
--token-file. Options may also stand in a ptimport.ini here or above, or be variables such as
PTIMPORT_SET.

More: ptimport help import | plan | resume | status | backfill | init | doctor | config | inspect |
      sandbox | completion | exit-codes
Version: ptimport --version
)";

constexpr std::string_view exit_codes =
    R"(Exit codes; of several the gravest wins (2, 4, 5, 130, 3, 1):

    0  all recorded
    1  something could not be recorded, read or written, a report is cut off (--strict refuses such
       ones), or tells of a failure of the run itself
    2  wrong command line or configuration
    3  no report found, none readable, or no result in them (--allow-empty makes that 0)
    4  refused by PractiTest: token, permission, project; also half way
    5  PractiTest out of reach (--fail-open makes 4 and 5 to 0, and says so)
   10  all recorded, but tests failed (only with --fail-on-failures)
  130  interrupted
)";

constexpr std::string_view resume =
    R"(Usage: ptimport resume [--ledger FILE|URI] [--token-file FILE] [--proxy URL] [-v|-q]
       ptimport resume --forget [--ledger FILE|URI]
       ptimport resume [options of import] REPORT…

Goes on with an import that was interrupted: what is recorded is not recorded again.

Without reports it is the last one in this machine's ledger, with the options that it was given. The
same `ptimport import` command again does the same.

--forget drops that import instead, when its PractiTest or its reports are gone: it is no longer offered.
What it recorded stays in PractiTest and in the ledger, so that nothing is recorded twice if the same
import is given again.

With reports and the options of the import it does not need the ledger: it reads the runs of the test
set and finds those of this import by their keys, at the price of a call for every 100 runs. That is for
an agent whose disk is gone. Give the same --build, or have the CI system's variables, as the import had.
)";

constexpr std::string_view backfill =
    R"(Usage: ptimport backfill --plan --project ID --set TEMPLATE [options] PATH…
       ptimport backfill        --project ID --set TEMPLATE [options] PATH…

Brings in the results of builds of long ago, in the order of their time, so that the last status in
PractiTest is the latest. Stopped at any time, the same command again goes on where it was; given several
times at once, also on several machines that share a ledger in PostgreSQL, they share the work. --plan
shows builds, sets, calls and days before.

PATH is a folder, a zip or tar archive (.tar.gz, .tar.xz, .tar.zst; archives within too), or a pattern.
One build is the folder of a build in a Jenkins home (jobs/shop/builds/7), else an archive, else a folder
that holds reports; --build-from says otherwise. --set may hold {build}, {date}, {week}, {month}, {job} and
{branch} of each: 'Shop {month}' is a set for every month, a text without any is one set for all.

)";

constexpr std::string_view completion =
    R"(Usage: ptimport completion bash|zsh|fish

Prints what the shell needs to complete commands, options and what they choose from:

  bash   source <(ptimport completion bash)
  zsh    ptimport completion zsh > "${fpath[1]}/_ptimport"
  fish   ptimport completion fish > ~/.config/fish/completions/ptimport.fish
)";

constexpr std::string_view config =
    R"(Usage: ptimport config [options of import]

Shows every option that has a value, and where that comes from: the command line, else the environment,
else the configuration file, else the default. Changes nothing, and needs neither token nor network.

The file is the one that --config names, or the ptimport.ini of the working folder or the nearest above
it. It holds options of `ptimport import`, without dashes:

    # Where the nightly results go.
    project = 42
    set = Nightly
    fail-open = true

A value is the rest of its line (`set = build #12` stays whole); quotes around all of it are taken off.
A list (mask, attachments-root) repeats its key. Relative paths are relative to the file.

In the environment the same option is PTIMPORT_SET, PTIMPORT_FAIL_OPEN=true; a list has an item a line.
On the command line --fail-open=false takes back what the file says, and --config none goes without it.

The API token is neither in the file nor an option: PRACTITEST_TOKEN, or token-file.
)";

constexpr std::string_view status =
    R"(Usage: ptimport status [--ledger FILE|URI] [--format text|json]

Tells from the ledger which imports some process is at work on, here or on a machine that shares the
ledger, and how far they are; which were interrupted, and what goes on with them; how many are complete;
and how many calls of the account's minute are used. Calls nobody.

)";

constexpr std::string_view doctor =
    R"(Usage: ptimport doctor [options of import] [REPORT…]

Checks what an import with the same options and configuration needs, and says what to do about each:
configuration, token, way to PractiTest (name, connection, proxy, certificate), project, test set,
permissions that show by reading, call limit, ledger, and reports if any are named.

It changes nothing in PractiTest. It makes five calls of the account's minute, with more than a hundred
projects or fields a few more; nothing is repeated unless --retries says so. `--format json` is for machines.

Exit code: 0 when an import can start, 1 when something is in its way.
)";

constexpr std::string_view init =
    R"(Usage: ptimport init [--region us|eu] [--project ID] [--set NAME] [other options of import]

Writes a commented ptimport.ini with the options that are given. Checks token, project and set before, with
two calls that only read; on a terminal it asks for region, project and set where they are not given.
The token comes from PRACTITEST_TOKEN or --token-file, and is not written.

)";

constexpr std::string_view import_examples = R"(
Examples:
  ptimport import --project 42 --set "Nightly" build/reports
  ptimport import --project 42 --set "Nightly" '**/surefire-reports/TEST-*.xml'
  ptimport plan   --project 42 --set "Nightly" --create none report.xml
  ptimport plan   --project 42 --set "Nightly" --out plan.json build/reports
  ptimport import --plan plan.json
  cat report.xml | ptimport import --sandbox -
)";

std::string with_options(
    std::string_view usage, const boost::program_options::options_description& options
) {
  std::ostringstream text;
  text << usage << options;
  return text.str();
}

}  // namespace

std::string help_text(const std::string& topic) {
  if (topic.empty()) {
    return std::string(overview);
  }
  if (topic == "import" || topic == "plan") {
    const auto what =
        topic == "import"
            ? "Records the results of reports in a test set of PractiTest."
            : "Shows what `ptimport import` would do with the same options: every "
              "result with what\nhappens to it and why, the calls and the time they "
              "take. Changes nothing.\n\nWith --out FILE the plan is saved, and `ptimport "
              "import --plan FILE` carries it out by the calls\nthat it names, without "
              "the reports and without looking again. `ptimport plan --plan FILE` shows "
              "it.\n\nJobs that run side by side each save what their reports hold, "
              "without a token or a network:\n  ptimport plan --offline --out part1.json "
              "REPORT…\nand one job records them all together:\n  ptimport import "
              "--project ID --set NAME --plan part*.json";
    const auto usage = fmt::format("Usage: ptimport {} [options] REPORT…\n\n{}\n", topic, what);
    return with_options(usage, import_option_names()) + std::string(import_examples);
  }
  if (topic == "resume") {
    return std::string(resume);
  }
  if (topic == "status") {
    return with_options(status, status_option_names());
  }
  if (topic == "backfill") {
    return with_options(backfill, backfill_option_names());
  }
  if (topic == "doctor") {
    return std::string(doctor);
  }
  if (topic == "init") {
    return with_options(init, init_option_names());
  }
  if (topic == "config") {
    return std::string(config);
  }
  if (topic == "inspect") {
    return with_options(
        "Usage: ptimport inspect [options] REPORT…\n\nShows what is understood of reports. Needs "
        "no "
        "token and no network.\n\n",
        inspect_option_names()
    );
  }
  if (topic == "sandbox") {
    return with_options(
        "Usage: ptimport sandbox [options]\n\nRuns a local PractiTest on 127.0.0.1 over HTTPS "
        "until "
        "it is interrupted, and prints what an\nimport needs to reach it. At its root a browser "
        "sees "
        "what it holds.\n\n",
        sandbox_option_names()
    );
  }
  if (topic == "completion") {
    return std::string(completion);
  }
  if (topic == "exit-codes") {
    return std::string(exit_codes);
  }
  throw UsageError(fmt::format(
      "no help on '{}': there is import, plan, resume, status, backfill, init, doctor, config, "
      "inspect, "
      "sandbox, "
      "completion and exit-codes",
      topic
  ));
}

}  // namespace importer
