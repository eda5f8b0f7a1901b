#include "importer/options.hpp"

#include "importer/error.hpp"
#include "importer/import_values.hpp"
#include "importer/match_field.hpp"
#include "importer/naming.hpp"
#include "importer/nearest.hpp"
#include "importer/option_names.hpp"
#include "importer/option_values.hpp"
#include "importer/plan_options.hpp"
#include "importer/read_import.hpp"
#include "importer/reading_option_names.hpp"
#include "importer/recording_choices.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>
#include <boost/program_options/variables_map.hpp>

#include <algorithm>

namespace po = boost::program_options;

namespace importer {

namespace {

// Source: PractiTest's API reference, "base URL".
constexpr const char* us_address = "https://api.practitest.com";
constexpr const char* eu_address = "https://eu1-prod-api.practitest.app";

std::string base_url(const po::variables_map& values) {
  const auto url = word(values, "url");
  if (values.count("url") == 0) {
    if (values.count("region") == 0) {
      return us_address;
    }
    return one_of<const char*>(values, "region", {{"us", us_address}, {"eu", eu_address}});
  }
  if (values.count("region") != 0) {
    throw UsageError("--url and --region both say where PractiTest is: give one of them");
  }
  if (!url.starts_with("https://")) {
    throw UsageError("--url must begin with https://: a token is never sent unencrypted");
  }
  return url;
}

void read_network(const po::variables_map& values, ImportOptions& options) {
  auto& settings = options.settings;
  if (values.count("proxy") != 0) {
    options.proxy = word(values, "proxy");
  }
  settings.ca_file = word(values, "ca-file");
  settings.crl_file = word(values, "crl-file");
  settings.insecure = values["insecure"].as<bool>();
  if (settings.insecure && options.sandbox) {
    throw UsageError("--insecure has no meaning with --sandbox, which brings its own certificate");
  }
  settings.client_cert = word(values, "client-cert");
  settings.client_key = word(values, "client-key");
  if (settings.client_cert.empty() != settings.client_key.empty()) {
    throw UsageError("--client-cert and --client-key go together");
  }
  options.rate_given = values.count("rate") != 0;
  if (options.rate_given) {
    settings.rate = number(values, "rate", 0, 100'000);
  }
  if (values.count("rate-share") != 0) {
    const auto part = share(values, "rate-share");
    if (settings.rate == 0) {
      throw UsageError("--rate-share is a share of the limit, and --rate 0 is no limit");
    }
    // One call at least, or nothing would ever be sent.
    settings.rate = std::max(1, static_cast<int>(settings.rate * part));
  }
  if (values.count("timeout") != 0) {
    settings.call_timeout = std::chrono::seconds(number(values, "timeout", 1, 3'600));
    for (auto* step :
         {&settings.connect_timeout,
          &settings.handshake_timeout,
          &settings.write_timeout,
          &settings.read_timeout}) {
      *step = std::min(*step, settings.call_timeout);
    }
    settings.read_timeout = std::max(settings.read_timeout, settings.call_timeout);
  }
  if (values.count("retries") != 0) {
    settings.max_attempts = 1 + number(values, "retries", 0, 100);
  }
}

void read_place(const po::variables_map& values, Needs needs, ImportOptions& options) {
  options.sandbox_data = word(values, "sandbox-data");
  options.sandbox = values["sandbox"].as<bool>() || !options.sandbox_data.empty();
  options.settings.base_url = base_url(values);
  if (options.sandbox) {
    for (const auto* name :
         {"url",
          "region",
          "project",
          "token-file",
          "proxy",
          "ca-file",
          "crl-file",
          "client-cert"}) {
      if (values.count(name) != 0) {
        throw UsageError(
            fmt::format("--{} has no meaning with --sandbox, which brings its own", name)
        );
      }
    }
  }
  options.token_file = word(values, "token-file");
  if (values.count("project") != 0) {
    options.project = id(values, "project");
  }
  if (values.count("author-id") != 0) {
    options.settings.author_id = std::to_string(id(values, "author-id"));
  }
  // What is the same for the whole import was filled before (import_values.hpp).
  const auto set = word(values, "set");
  if (values.count("set-else") != 0 && text::trimmed(word(values, "set-else")).empty()) {
    throw UsageError(
        "--set-else takes the name of the test set for results that do not say theirs: give one, "
        "or "
        "leave it out, and such results are told"
    );
  }
  options.sets_by_result = sets_by_result(set, word(values, "set-else"));
  if (options.sets_by_result) {
    options.set_name = set;
  } else {
    const Template plain(set, {}, "--set");
    options.set_name = plain.filled([](const Placeholder&) { return std::nullopt; }).value_or("");
    if (values.count("set-else") != 0) {
      throw UsageError(
          "--set-else is for results that do not say what --set asks for, and --set asks results "
          "for nothing: leave it out, or have --set ask, as in --set '{suite}'"
      );
    }
  }
  if (values.count("set") != 0 && values.count("set-id") != 0) {
    throw UsageError("--set and --set-id both name the test set: give one of them");
  }
  if (values.count("set-id") != 0) {
    options.set_id = id(values, "set-id");
  } else if (text::trimmed(options.set_name).empty()) {
    const bool is_needed = needs == Needs::set_and_reports && !options.sandbox && !options.offline;
    if (is_needed || values.count("set") != 0) {
      throw UsageError("which test set takes the results? Give --set NAME or --set-id ID");
    }
    options.set_name = options.sandbox && !options.offline ? "First import" : "";
  } else if (text::characters(text::nfc(options.set_name)) > max_name_characters) {
    throw UsageError(fmt::format("--set takes a name of at most {} characters", max_name_characters)
    );
  }
}

std::vector<std::string> inputs(const po::variables_map& values) {
  if (values.count("input") == 0) {
    throw UsageError(
        "no report named: give files, folders, patterns such as '**/TEST-*.xml', or - for standard "
        "input"
    );
  }
  return values["input"].as<std::vector<std::string>>();
}

int verbosity(const po::variables_map& values) {
  return values["quiet"].as<bool>() ? -1 : values["verbose"].as<bool>() ? 1 : 0;
}

/// What a saved plan leaves open and is needed before it is read.
ImportOptions read_beside_plan(
    const po::variables_map& values, const std::vector<std::string>& arguments
) {
  ImportOptions options;
  options.plans = values["plan"].as<std::vector<std::string>>();
  if (values.count("input") != 0) {
    // A shell makes `--plan part*.json` to `--plan part1.json part2.json`.
    const auto more = values["input"].as<std::vector<std::string>>();
    options.plans.insert(options.plans.end(), more.begin(), more.end());
  }
  if (values["offline"].as<bool>()) {
    throw UsageError(
        "--offline reads reports and saves what they hold; --plan names what was saved: give one "
        "of "
        "them"
    );
  }
  options.arguments = arguments;
  options.out = word(values, "out");
  options.token_file = word(values, "token-file");
  if (options.token_file == "-" && std::ranges::count(options.plans, "-") != 0) {
    throw UsageError("standard input can hold the token or a plan, not both");
  }
  if (values.count("ledger") != 0) {
    options.ledger = word(values, "ledger");
  }
  if (values.count("proxy") != 0) {
    options.proxy = word(values, "proxy");
  }
  options.dry_run = values["dry-run"].as<bool>();
  options.verbosity = verbosity(values);
  return options;
}

}  // namespace

bool is_own_address(const std::string& base_url) {
  return base_url == us_address || base_url == eu_address;
}

ImportOptions read_import(const std::vector<std::string>& arguments, Needs needs) {
  const auto values = parse_arguments(arguments, import_option_names());
  if (values.count("plan") != 0) {
    return read_beside_plan(values, arguments);
  }
  ImportOptions options;
  if (needs == Needs::set_and_reports || values.count("input") != 0) {
    options.inputs = inputs(values);
  }
  options.reading = reading_options(values);
  options.offline = values["offline"].as<bool>();
  options.out = word(values, "out");
  options.decided = options_for_plan(values);
  read_place(values, needs, options);
  read_network(values, options);
  options.arguments = arguments;
  options.build = word(values, "build");
  options.again = values["again"].as<bool>();
  if (values.count("ledger") != 0) {
    options.ledger = word(values, "ledger");
  }
  if (options.offline) {
    options.ledger = "none";  // Nothing is recorded that it could know.
  }
  if (options.sandbox && options.sandbox_data.empty() &&
      options.ledger.value_or("none") != "none") {
    throw UsageError(
        "--ledger has no meaning with --sandbox, whose PractiTest is gone after the import: give "
        "--sandbox-data FILE, which keeps both, or leave --ledger out"
    );
  }
  options.settle = std::chrono::seconds(number(values, "settle", 0, 86'400));
  options.import_key = !values["no-import-key"].as<bool>();
  options.grain = what_is_a_test(values);
  options.name_template = values.count("test-name") == 0
                              ? std::string(default_template(options.grain))
                              : word(values, "test-name");
  // Refuses a wrong one before anything is read.
  (void)NameTemplate(options.name_template, options.grain);
  options.test_ids = what_ids_mean(values);
  options.map = word(values, "map");
  if (values.count("map") != 0 && options.map.empty()) {
    throw UsageError("--map takes a CSV file with the columns from and to");
  }
  if (!options.map.empty() && options.offline) {
    throw UsageError(
        "--map is for the import of the parts, where names are made: give it beside `import "
        "--plan`, not with --offline"
    );
  }
  options.features = word(values, "features");
  if (values.count("features") != 0 && options.features.empty()) {
    throw UsageError("--features takes the folder of the feature files");
  }
  if (!options.features.empty() && options.grain != Grain::result &&
      options.grain != Grain::method) {
    throw UsageError(
        "--features makes a BDD test of a scenario, and --granularity makes one test of several: "
        "leave one of them out"
    );
  }
  options.fields = field_choices(values);
  if (const auto* const match = options.fields.match()) {
    check_match_field(*match, options.grain);
  }
  options.update_tests = one_of<bool>(values, "update", {{"none", false}, {"tests", true}});
  if (options.update_tests && values.count("test-field") == 0 && !options.fields.match()) {
    throw UsageError(
        "--update tests writes what --test-field says, and there is none: give at least one, as in "
        "--test-field 'priority={property:priority}'"
    );
  }
  options.create = what_to_create(values);
  options.on_ambiguous = one_of<OnAmbiguous>(
      values, "on-ambiguous", {{"lowest", OnAmbiguous::lowest_id}, {"refuse", OnAmbiguous::refuse}}
  );
  options.match =
      one_of<Match>(values, "match", {{"exact", Match::exact}, {"loose", Match::loose}});
  options.clone_set = word(values, "clone-set");
  if (!options.clone_set.empty() && options.set_id) {
    throw UsageError("--clone-set makes a set by its name: give --set NAME with it, not --set-id");
  }
  if (!options.clone_set.empty() && options.sets_by_result) {
    throw UsageError(
        "--clone-set makes one set, and --set asks results for theirs: give one of the two up"
    );
  }
  options.auto_create = !values["no-auto-create"].as<bool>();
  options.bulk_search = values["bulk-search"].as<bool>();
  options.look_again = values["look-again"].as<bool>();
  options.statuses = status_table(values);
  options.unmentioned = one_of<std::optional<RunStatus>>(
      values,
      "absent",
      {{"omit", std::nullopt}, {"no-run", RunStatus::no_run}, {"na", RunStatus::not_applicable}}
  );
  options.run_errors_as_results =
      one_of<bool>(values, "run-errors", {{"summary", false}, {"result", true}});
  options.attach = what_to_attach(values);
  options.form = one_of<SummaryForm>(
      values,
      "format",
      {{"text", SummaryForm::text},
       {"json", SummaryForm::json},
       {"ndjson", SummaryForm::ndjson},
       {"markdown", SummaryForm::markdown},
       {"github", SummaryForm::github}}
  );
  options.report = word(values, "report");
  if (values.count("report") != 0 && options.report.empty()) {
    throw UsageError("--report takes a file, or a folder with / at its end");
  }
  options.dry_run = values["dry-run"].as<bool>();
  options.allow_empty = values["allow-empty"].as<bool>();
  options.fail_open = values["fail-open"].as<bool>();
  options.fail_on_failures = values["fail-on-failures"].as<bool>();
  options.verbosity = verbosity(values);
  const bool from_stdin = std::ranges::count(options.inputs, "-") != 0;
  if (options.token_file == "-" && from_stdin) {
    throw UsageError("standard input can hold the token or a report, not both");
  }
  return options;
}

namespace {

void check_saving(const ImportOptions& options) {
  if (!options.out.empty() && !options.dry_run && !options.offline) {
    throw UsageError(
        "--out saves a plan that is not carried out: `ptimport plan --out FILE`, and then "
        "`ptimport "
        "import --plan FILE`"
    );
  }
  if (options.offline && options.out.empty()) {
    throw UsageError("--offline only reads the reports: say with --out FILE where that is saved");
  }
}

/// Whether reports are named: without them it is the ledger that knows what to resume.
bool names_reports(const std::vector<std::string>& arguments) {
  const auto values = parse_arguments(arguments, all_resume_option_names());
  const bool named = values.count("input") != 0 || values.count("plan") != 0;
  if (named && values["forget"].as<bool>()) {
    throw UsageError(
        "--forget drops the import that the ledger holds as interrupted last: leave the reports out"
    );
  }
  return named;
}

ResumeOptions read_resume(const std::vector<std::string>& arguments) {
  const auto values = parse_arguments(arguments, all_resume_option_names());
  const auto taken = resume_option_names();
  for (const auto& [name, value] : values) {
    if (name != "forget" && taken.find_nothrow(name, false) == nullptr && !value.defaulted()) {
      throw UsageError(fmt::format(
          "`ptimport resume` without reports takes everything but --ledger, --token-file, --proxy, "
          "-v and -q from the interrupted import; --{} needs the reports too",
          name
      ));
    }
  }
  ResumeOptions options;
  const auto given = [&values](const char* name) {
    return values.count(name) == 0 ? std::nullopt : std::optional(word(values, name));
  };
  options.ledger = given("ledger");
  options.token_file = given("token-file");
  options.proxy = given("proxy");
  options.forget = values["forget"].as<bool>();
  if (values["quiet"].as<bool>() || values["verbose"].as<bool>()) {
    options.verbosity = values["quiet"].as<bool>() ? -1 : 1;
  }
  if (options.ledger == "none") {
    throw UsageError(
        "without a ledger name what to resume: `ptimport resume --ledger none` with the options "
        "and reports of the import"
    );
  }
  return options;
}

InspectOptions read_inspect(const std::vector<std::string>& arguments) {
  using Form = InspectOptions::Form;
  const auto values = parse_arguments(arguments, inspect_option_names());
  InspectOptions options;
  options.inputs = inputs(values);
  options.reading = reading_options(values);
  options.form = one_of<Form>(
      values,
      "format",
      {{"table", Form::table}, {"json", Form::json}, {"ctrf", Form::ctrf}, {"junit", Form::junit}}
  );
  options.check = values["check"].as<bool>();
  return options;
}

SandboxOptions read_sandbox(const std::vector<std::string>& arguments) {
  const auto values = parse_arguments(arguments, sandbox_option_names());
  if (values.count("input") != 0) {
    throw UsageError(
        "`ptimport sandbox` takes no files; `ptimport import --sandbox REPORT…` "
        "records reports in a sandbox"
    );
  }
  SandboxOptions options;
  options.port = static_cast<std::uint16_t>(number(values, "port", 0, 65'535));
  options.data_file = word(values, "data");
  options.rate = number(values, "rate", 0, 100'000);
  options.ca_file = word(values, "ca-file");
  if (values.count("fault") != 0) {
    options.faults = values["fault"].as<std::vector<std::string>>();
  }
  return options;
}

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
