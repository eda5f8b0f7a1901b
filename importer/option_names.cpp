#include "importer/option_names.hpp"

#include "importer/commands.hpp"
#include "importer/error.hpp"
#include "importer/naming.hpp"
#include "importer/nearest.hpp"
#include "importer/reading_option_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/program_options/errors.hpp>
#include <boost/program_options/parsers.hpp>
#include <boost/program_options/positional_options.hpp>
#include <boost/program_options/variables_map.hpp>
#include <cctype>
#include <utility>

namespace po = boost::program_options;

namespace importer {

namespace {

template <class T>
po::typed_value<T>* taking(const char* what) {
  return po::value<T>()->value_name(what);
}

po::options_description configuration_options() {
  po::options_description group("Configuration", help_width, help_text_width);
  group.add_options(
  )("config",
    taking<std::string>("FILE|none"),
    "file of options, `set = Nightly` a line; default: the ptimport.ini of the working folder or "
    "the nearest above it. Every option is also an environment variable, PTIMPORT_SET; the "
    "command line beats it, and it the file");
  return group;
}

po::options_description practitest_options() {
  po::options_description group("Where PractiTest is", help_width, help_text_width);
  group.add_options()("project", taking<std::string>("ID"), "the project's system id")(
      "region", taking<std::string>("us|eu"), "where the account is: us (default) or eu"
  )("url", taking<std::string>("URL"), "another address of the API, e.g. of a gateway")(
      "token-file",
      taking<std::string>("FILE"),
      "file that holds the API token, - for standard input; without it the environment variable "
      "PRACTITEST_TOKEN. There is no option that takes the token itself"
  )("author-id",
    taking<std::string>("ID"),
    "user who becomes the author of new tests: needed with an account token, and allowed with "
    "a personal token that may impersonate")(
      "sandbox",
      po::bool_switch(),
      "record in a local PractiTest that lives for this import: needs no account"
  )("sandbox-data", taking<std::string>("FILE"), "keep what that sandbox holds in FILE");
  return group;
}

po::options_description recording_options() {
  po::options_description group("What is recorded where", help_width, help_text_width);
  group.add_options(
  )("set",
    taking<std::string>("NAME"),
    "test set that takes the results; made when missing. May hold {date} {env:NAME} {ci.build} "
    "{ci.job} {ci.url} {ci.branch} {ci.commit}, and then there is one set for each value, {suite} "
    "{class} {package} {file} {report} {property:NAME} of a result; a brace itself is {{ or }}")(
      "set-else",
      taking<std::string>("NAME"),
      "the set of results that have no value for what --set asks of them"
  )("set-id", taking<std::string>("ID"), "the same by its system id")(
      "clone-set",
      taking<std::string>("ID|NAME"),
      "where the set has to be made: as a copy of this one, with fresh instances of its tests"
  )("granularity",
    taking<std::string>("case|class|suite|file")->default_value("case"),
    "what becomes one test: each case, or all cases of a class, suite or source file, as the steps "
    "of its run: so many fewer calls")(
      "parameters",
      taking<std::string>("separate|steps")->default_value("separate"),
      "parametrised cases: each is a test, or a step of one test; for parameters told apart from "
      "the name, see --split-parameters"
  )("test-name",
    taking<std::string>("TEMPLATE"),
    "name of a test in PractiTest, from {classname} {class} {package} {name} {suite} {suite_path} "
    "{file} {parameters}; default: {classname}.{name}{parameters}, or {classname}, {suite_path}, "
    "{file} as --granularity says")(
      "id-properties",
      taking<std::string>("LIST|off")->default_value("practitest_id,test_id=PT"),
      "properties of results that hold the id of their test: PT-205, or digits alone, which are a "
      "display id, with =system the API's, with =PT no id"
  )("match-field",
    taking<std::string>("NAME=TEMPLATE"),
    "a field of tests that tells which results are theirs, and what a result says of it: "
    "'Automation ID={property:automation_id}'. It goes before the name; tests that are made get it"
  )("id-in-names",
    taking<std::string>("PATTERN|off")->default_value("[PT-{id}]"),
    "how a display id stands in a name, of which it is then no part")(
      "map",
      taking<std::string>("FILE"),
      "CSV with the columns from (a name in the reports) and to (the name, or PT-205, of its test)"
  )("features",
    taking<std::string>("DIR"),
    "folder of feature files: a test that is made for a result of one of their scenarios is a BDD "
    "test with the scenario's text")(
      "create",
      taking<std::string>("WHAT")->default_value("all"),
      "make what is missing: all, none, or a list of tests,instances,sets"
  )("on-ambiguous",
    taking<std::string>("lowest|refuse")->default_value("lowest"),
    "a name that several tests have: take the lowest id, or record nothing for it")(
      "match",
      taking<std::string>("exact|loose")->default_value("exact"),
      "where PractiTest is asked for a name it compares every byte; loose reads all names instead, "
      "so that blanks around them and their Unicode form never matter"
  )("no-auto-create",
    po::bool_switch(),
    "make new tests by POST tests.json instead of together with their instance and run"
  )("bulk-search",
    po::bool_switch(),
    "look for 20 names a call by tests/bulk_search.json where that takes fewer calls: PractiTest's "
    "reference does not tell of it; without an answer the usual look follows")(
      "look-again",
      po::bool_switch(),
      "look for set, tests and instances in PractiTest although earlier imports have seen them"
  )("status",
    taking<std::string>("LIST"),
    "what results become, where it is to differ: a list such as errored=blocked,not-run=omit of "
    "passed, failed, errored, skipped, blocked, not-run, inconclusive, aborted, each = passed, "
    "failed, blocked, no-run, na, not-completed, or omit (no run at all)")(
      "skipped",
      taking<std::string>("AS"),
      "the same for skipped results alone: na (default), no-run, blocked, or omit"
  )("flaky",
    taking<std::string>("passed|failed")->default_value("passed"),
    "a test that passed only when it was repeated; its attempts are kept either way")(
      "absent",
      taking<std::string>("no-run|na|omit")->default_value("omit"),
      "what tests of the set are recorded as that no report mentions: it takes a look at the whole "
      "set"
  )("run-errors",
    taking<std::string>("summary|result")->default_value("summary"),
    "a failure of the report itself (a suite that could not be set up, a run that was aborted): "
    "show it in the summary, or also record it as a result named after the suite");
  return group;
}

po::options_description field_options() {
  const auto fields = [] {
    return po::value<std::vector<std::string>>()->value_name("NAME=TEMPLATE")->composing();
  };
  po::options_description group(
      "Fields of what is recorded (docs/fields.md)", help_width, help_text_width
  );
  group.add_options()(
      "run-field",
      fields(),
      "a field of each run, by its name or id (version, 'Browser', ---f-401), and what it is to "
      "hold: text with {classname} {class} {package} {name} {suite} {suite_path} {file} "
      "{parameters} {tag} {property:NAME} and what --set may hold; may be repeated"
  )("test-field",
    fields(),
    "the same of each test that is made: version, priority, status, tags, description, "
    "assigned-to, script_path, … or a custom field"
  )("update",
    taking<std::string>("none|tests")->default_value("none"),
    "tests: write what --test-field says to tests that exist, too, where it differs: a look at the "
    "tests, and a call for each that changes")(
      "set-field",
      fields(),
      "the same of the test set, if it is made: version, priority, milestone, … or a custom field; "
      "knows what --set may hold"
  )("extend-lists",
    po::bool_switch(),
    "add the values to list fields that these lack; else they are refused");
  return group;
}

po::options_description file_options() {
  po::options_description group("Files that go with the runs", help_width, help_text_width);
  group.add_options()(
      "attach",
      taking<std::string>("failed|all|none")->default_value("failed"),
      "send the files that reports name or hold, in the run's own call: those of results that "
      "failed (also when a later attempt passed), were blocked or did not end; of all; or none. "
      "What failed takes along what it wrote to its outputs"
  )("attach-report", po::bool_switch(), "send each report, with the first of its failures")(
      "attach-max",
      taking<std::string>("SIZE")->default_value("3M"),
      "largest file; of an output the end is sent"
  )("attach-total",
    taking<std::string>("SIZE")->default_value("100M"),
    "the files of one import together, those of failures first"
  )("body-max",
    taking<std::string>("SIZE"),
    "largest call: a call takes fewer runs when their files are large (default 5M, or what a file "
    "of --attach-max needs)");
  return group;
}

po::options_description once_options() {
  po::options_description group("Recorded once", help_width, help_text_width);
  group.add_options()(
      "build",
      taking<std::string>("ID"),
      "what build the results come from; results of one build are recorded once, however often "
      "the import is started. Default: the CI system's build, else the reports' contents and times"
  )("again", po::bool_switch(), "record once more what is recorded already")(
      "ledger",
      taking<std::string>("FILE|URI|none"),
      "where is kept what was sent: an SQLite file (default: ptimport/ledger.sqlite in the user's "
      "state folder), postgresql://user@host/database, or none"
  )("settle",
    taking<std::string>("SECONDS")->default_value("60"),
    "how long PractiTest may still carry out a call whose answer was lost; what is not there then "
    "is sent again"
  )("no-import-key",
    po::bool_switch(),
    "do not end each run's output with a short key; lost answers are then cleared up by content "
    "and time");
  return group;
}

po::options_description plan_options() {
  po::options_description group("Saved plans", help_width, help_text_width);
  group.add_options()(
      "out",
      taking<std::string>("FILE"),
      "with `plan`: save the plan, to be looked at and carried out by `import --plan`"
  )("plan",
    po::value<std::vector<std::string>>()->value_name("FILE")->composing(),
    "carry out a plan that was saved, as it is, instead of looking at reports and PractiTest; "
    "several files are parts from --offline, which become one import"
  )("offline",
    po::bool_switch(),
    "with `plan --out FILE`: only read the reports and save what they hold, as a part; needs no "
    "token and no network");
  return group;
}

po::options_description network_options() {
  po::options_description group("Network", help_width, help_text_width);
  group.add_options()(
      "rate", taking<std::string>("N"), "calls in any 60 seconds (default 30); 0 for no limit"
  )("rate-share",
    taking<std::string>("SHARE"),
    "use only this share of --rate, e.g. 0.5, and leave the rest to others of the account")(
      "proxy",
      taking<std::string>("URL"),
      "HTTP proxy, http://user:password@host:port; default: HTTPS_PROXY, but not for NO_PROXY"
  )("ca-file", taking<std::string>("FILE"), "PEM file of a private certificate authority")(
      "crl-file",
      taking<std::string>("FILE"),
      "PEM file of revocation lists; must hold that of the authority which signed the server's "
      "certificate"
  )("insecure",
    po::bool_switch(),
    "take any certificate: only for a server on this machine (localhost, 127.0.0.1, [::1])")(
      "client-cert", taking<std::string>("FILE"), "PEM certificate that a gateway asks for"
  )("client-key", taking<std::string>("FILE"), "its private key")(
      "timeout", taking<std::string>("SECONDS"), "longest time for one call (default 90)"
  )("retries", taking<std::string>("N"), "repeats of a call that is safe to repeat (default 4)");
  return group;
}

po::options_description outcome_options() {
  po::options_description group("Outcome", help_width, help_text_width);
  group.add_options()(
      "dry-run", po::bool_switch(), "print the plan and carry nothing out, as `plan` does"
  )("format",
    taking<std::string>("text|json|ndjson|markdown|github")->default_value("text"),
    "form of the summary; ndjson is a line a test, github is text with annotations, and Markdown "
    "on the job's page")(
      "report",
      taking<std::string>("FILE|FOLDER/"),
      "write a page that shows the import: one file, or a folder with the page and its style sheet "
      "beside it, as Jenkins needs it"
  )("allow-empty", po::bool_switch(), "no report or no result is not an error")(
      "fail-open",
      po::bool_switch(),
      "exit 0 although PractiTest refuses or is out of reach, and say so"
  )("fail-on-failures",
    po::bool_switch(),
    "exit 10 when all is recorded and a test of the reports failed")(
      "verbose,v", po::bool_switch(), "tell every call and every wait"
  )("quiet,q", po::bool_switch(), "errors only");
  return group;
}

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
        "{} is an option of `ptimport {}`, and not of this command: see `ptimport help`", name, other
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

po::options_description import_option_names() {
  po::options_description all(help_width, help_text_width);
  all.add(practitest_options()).add(recording_options()).add(reading_option_names());
  all.add(field_options()).add(file_options());
  all.add(once_options()).add(plan_options()).add(network_options()).add(outcome_options());
  all.add(configuration_options());
  return all;
}

po::options_description import_options_named(std::initializer_list<const char*> names) {
  const auto import = import_option_names();
  po::options_description picked("Options", help_width, help_text_width);
  for (const auto& option : import.options()) {
    if (std::ranges::find(names, option->long_name()) != names.end()) {
      picked.add(option);
    }
  }
  return picked;
}

po::options_description all_resume_option_names() {
  auto all = import_option_names();
  all.add_options(
  )("forget",
    po::bool_switch(),
    "drop the import that would be gone on with, instead: it stays as far as it came");
  return all;
}

po::options_description resume_option_names() {
  return import_options_named({"ledger", "token-file", "proxy", "verbose", "quiet", "config"});
}

po::options_description inspect_option_names() {
  po::options_description all("Options", help_width, help_text_width);
  all.add_options()(
      "format",
      taking<std::string>("table|json|ctrf|junit")->default_value("table"),
      "form of the output: a table, the normalised model as JSON, Common Test Report Format, or "
      "clean JUnit XML"
  )("check",
    po::bool_switch(),
    "tell only what is odd about the reports, with its place, and what was done about it");
  all.add(reading_option_names()).add(configuration_options());
  return all;
}

po::options_description sandbox_option_names() {
  po::options_description all("Options", help_width, help_text_width);
  all.add_options()(
      "port", taking<std::string>("N")->default_value("0"), "port on 127.0.0.1; 0 for a free one"
  )("data", taking<std::string>("FILE"), "keep its state in FILE; default: in memory")(
      "rate", taking<std::string>("N")->default_value("30"), "calls a minute; 0 for no limit"
  )("ca-file",
    taking<std::string>("FILE")->default_value("ptimport-sandbox-ca.pem"),
    "where its certificate authority is written, for --ca-file of an import"
  )("fault",
    po::value<std::vector<std::string>>()->value_name("RULE")->composing(),
    "answer wrongly on purpose, e.g. 'POST runs.json #2: 502 after'; may be repeated");
  return all;
}

bool takes_path(const po::option_description& option) {
  const auto what = option.semantic()->name();
  return what.starts_with("FILE") || what.starts_with("DIR");
}

std::string path_from(const std::filesystem::path& folder, const std::string& value) {
  const bool is_no_path =
      value.empty() || value == "-" || value == "none" || value.find("://") != value.npos;
  return is_no_path ? value : (folder / value).lexically_normal().string();
}

std::vector<std::string> options_shut_out_by(const std::string& option) {
  constexpr std::array pairs{
      std::pair{"set", "set-id"},
      std::pair{"set-else", "set-id"},
      std::pair{"url", "region"},
      std::pair{"verbose", "quiet"},
      std::pair{"mask", "no-mask"},
      std::pair{"granularity", "parameters"},
  };
  std::vector<std::string> others;
  for (const auto& [one, other] : pairs) {
    if (option == one || option == other) {
      others.emplace_back(option == one ? other : one);
    }
  }
  if (option == "sandbox" || option == "sandbox-data") {
    // A first try is to go as if there were no account.
    others = {"set-id", "clone-set", "ledger"};
    for (const auto& group : {practitest_options(), network_options()}) {
      for (const auto& known : group.options()) {
        if (!known->long_name().starts_with("sandbox")) {
          others.push_back(known->long_name());
        }
      }
    }
  }
  return others;
}

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

}  // namespace importer
