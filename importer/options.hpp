#pragma once

#include "client/entities.hpp"
#include "client/settings.hpp"
#include "importer/field_choices.hpp"
#include "importer/grain.hpp"
#include "importer/reading_options.hpp"
#include "importer/sets_by_result.hpp"
#include "importer/sizes.hpp"
#include "importer/status_table.hpp"
#include "importer/test_id_rules.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace importer {

/// What is done with a name that stands for several tests (or sets) of the project.
enum class OnAmbiguous { lowest_id, refuse };

/// How names are compared with PractiTest's. Where ptimport has read them blanks around a name and
/// its Unicode form never matter; `loose` makes it read them all, instead of asking by name.
enum class Match { exact, loose };

/// What the import may make where it is missing.
struct Create {
  bool tests = true;
  bool instances = true;
  bool sets = true;
};

/// Which results' files are sent.
enum class Attach { failed, all, none };

/// Bytes of one call, unless the user says otherwise: gateways take a few megabytes.
constexpr std::size_t default_max_body = 5 * megabyte;

/// The files that go with runs, and how large they may make things. In bytes.
struct AttachOptions {
  Attach what = Attach::failed;
  bool report = false;                       ///< The reports themselves, too.
  std::uint64_t max_file = 3 * megabyte;     ///< Of one file.
  std::uint64_t max_total = 100 * megabyte;  ///< Of all that one import sends.
  std::size_t max_body = default_max_body;   ///< Of one call, base64 counted.
};

/// An option that a saved plan keeps (plan_options.hpp).
struct SavedOption {
  std::string name;                 ///< Without dashes.
  std::vector<std::string> values;  ///< As words of a command line; of a switch "true" or "false".
  bool given = false;               ///< Not only its default.
  bool is_list = false;             ///< May be given several times.
  bool is_reading = false;          ///< Says how reports are read, not what is done with them.
};

/// `--format`: how the summary is written.
enum class SummaryForm {
  text,
  json,
  ndjson,    ///< A line for each test, then one for all else.
  markdown,  ///< For a comment on a merge request.
  github,    ///< Text, with annotations, and Markdown on the job's page.
};

struct ImportOptions {
  std::vector<std::string> inputs;
  ReadingOptions reading;

  /// Complete but for the token, the proxy and, with the sandbox, the address (session.hpp).
  client::Settings settings;
  std::string token_file;            ///< "-": standard input; empty: PRACTITEST_TOKEN.
  std::optional<std::string> proxy;  ///< As given; absent: from the environment.
  std::optional<client::Id> project;
  bool rate_given = false;

  std::string set_name;  ///< As given, where what results say decides.
  std::optional<client::Id> set_id;
  std::optional<SetsByResult> sets_by_result;
  Grain grain = Grain::result;
  std::string name_template;
  TestIdRules test_ids;
  std::string map;       ///< `--map`: a CSV file; empty for none.
  std::string features;  ///< `--features`: the folder of feature files; empty for none.
  Create create;
  OnAmbiguous on_ambiguous = OnAmbiguous::lowest_id;
  Match match = Match::exact;
  std::string clone_set;     ///< Name or id of a set that a new one is a copy of; empty for none.
  bool auto_create = true;   ///< May make a test, its instance and its run in one call.
  bool bulk_search = false;  ///< May ask for 20 names a call, which the reference does not tell of.
  bool look_again = false;   ///< Look in PractiTest for what is remembered, too.
  StatusTable statuses;      ///< What each result is recorded as.
  /// What tests of the set are recorded as that no report mentions; absent: not at all.
  std::optional<RunStatus> unmentioned;
  AttachOptions attach;
  bool run_errors_as_results = false;
  FieldChoices fields;        ///< What tests, set and runs hold beside their results.
  bool update_tests = false;  ///< Fields of tests that exist, too, where they differ.

  std::string build;   ///< What build the results come from; empty: from the CI system, or reports.
  bool again = false;  ///< Record once more what is recorded.
  bool resume = false;  ///< Look in PractiTest for what an earlier start recorded.
  /// Of the import in the ledger that is taken up; absent for one of its own.
  std::optional<std::string> identity;
  std::optional<std::string> ledger;   ///< A file, a postgresql:// URI, or "none".
  std::chrono::seconds settle{60};     ///< After it what is not there was not carried out.
  bool import_key = true;              ///< Every run carries its key.
  bool date_runs = false;              ///< Runs bring the day of their build (`--date-runs`).
  std::string run_date;                ///< Of this import's build, YYYY-MM-DD; empty: none.
  std::vector<std::string> arguments;  ///< As given, without the command.

  bool sandbox = false;
  std::string sandbox_data;  ///< SQLite file; empty: in memory.

  std::vector<std::string> plans;    ///< Saved ones, that take the place of reports.
  std::string out;                   ///< Where the plan is saved; empty: nowhere.
  bool offline = false;              ///< Only read the reports, and save what they hold.
  std::vector<SavedOption> decided;  ///< What a saved plan has to keep.

  bool dry_run = false;  ///< Print the plan and carry nothing out.
  bool allow_empty = false;
  bool fail_open = false;
  bool fail_on_failures = false;
  SummaryForm form = SummaryForm::text;
  std::string report;  ///< Page to write: a file, or a folder with "/" at its end; empty for none.
  int verbosity = 0;   ///< -1: errors only; 0; 1: every call too.
};

struct InspectOptions {
  enum class Form { table, json, ctrf, junit };

  std::vector<std::string> inputs;
  ReadingOptions reading;
  Form form = Form::table;
  bool check = false;  ///< Only the oddities.
};

struct SandboxOptions {
  std::uint16_t port = 0;
  std::string data_file;
  int rate = 30;
  std::string ca_file;              ///< Where its CA is written.
  std::vector<std::string> faults;  ///< Rules of sandbox/faults.hpp.
};

/// `ptimport resume` without reports.
struct ResumeOptions {
  std::optional<std::string> ledger;  ///< As in ImportOptions.
  /// These take the place of those of the interrupted import, as far as they are given.
  std::optional<std::string> token_file;
  std::optional<std::string> proxy;
  std::optional<int> verbosity;
  bool forget = false;  ///< Not go on with it, but drop it.
};

enum class Command { import, resume, inspect, sandbox, completion, help, version };

struct Options {
  Command command = Command::help;
  std::string help_topic;  ///< "", "import", "plan", "inspect", "sandbox", "exit-codes".
  ImportOptions import;
  ResumeOptions resume;
  InspectOptions inspect;
  SandboxOptions sandbox;
  std::string shell;  ///< Of `completion`.
};

/// Reads the command line (without the program's name). Throws UsageError.
Options parse_options(const std::vector<std::string>& arguments);

/// What `ptimport help TOPIC` prints. Throws UsageError for a topic that does not exist.
std::string help_text(const std::string& topic);

}  // namespace importer
