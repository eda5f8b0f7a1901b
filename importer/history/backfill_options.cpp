#include "importer/history/backfill_options.hpp"

#include "importer/error.hpp"
#include "importer/history/dates.hpp"
#include "importer/option_group.hpp"
#include "importer/option_names.hpp"
#include "importer/option_values.hpp"
#include "importer/parse_arguments.hpp"
#include "importer/read_import.hpp"
#include "importer/set_options.hpp"
#include "importer/settled_arguments.hpp"
#include "importer/template.hpp"

#include <fmt/format.h>
#include <boost/any.hpp>
#include <boost/program_options/variables_map.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <string_view>

namespace po = boost::program_options;

namespace importer {

namespace {

/// Of import's options those that are about one build, or about one summary.
constexpr std::array not_of_many_builds{
    "absent",
    "again",
    "allow-empty",
    "build",
    "bulk-search",
    "clone-set",
    "dry-run",
    "fail-on-failures",
    "features",
    "format",
    "no-import-key",
    "offline",
    "out",
    "plan",
    "update",
    "attach-report"};

po::options_description shared_option_names() {
  const auto import = import_option_names();
  po::options_description shared(
      "As for `ptimport import`, of each build", help_width, help_text_width
  );
  for (const auto& option : import.options()) {
    if (option->long_name() == "set") {
      shared.add_options(
      )("set",
        po::value<std::string>()->value_name("NAME"),
        "test set that takes the results; made when missing. May hold {build} {date} {week} "
        "{month} {job} {branch} of the build, and then there is one set for each value, {suite} "
        "{class} {package} {file} {report} {property:NAME} of a result; a brace itself is {{ or "
        "}}");
    } else if (std::ranges::find(not_of_many_builds, option->long_name()) == not_of_many_builds.end()) {
      shared.add(option);
    }
  }
  return shared;
}

po::options_description own_option_names() {
  const auto taking = [](const char* what) { return po::value<std::string>()->value_name(what); };
  po::options_description group("Builds", help_width, help_text_width);
  group.add_options()(
      "plan", po::bool_switch(), "show the builds, sets, calls and days, and change nothing"
  )("build-from",
    taking("REGEX"),
    "what is one build, where the folders are no Jenkins': all up to the end of the path's element "
    "in which this matches. Groups tell of it: (?<date>…), (?<number>…), (?<job>…), (?<branch>…)")(
      "since", taking("DATE"), "only builds from this day on, 2024-01-31"
  )("until", taking("DATE"), "only builds up to this day")(
      "every", taking("N")->default_value("1"), "of these only every Nth, the newest among them"
  )("last", taking("N"), "of these only the newest N")(
      "results",
      taking("all|failures|changes")->default_value("all"),
      "of their results only those of tests that failed, or of each test the first, those that "
      "differ from the build before, and the last"
  )("date-runs",
    po::bool_switch(),
    "runs are of the day of their build: PractiTest takes that of manual runs alone, which have a "
    "tester, --author-id, and no output. It goes into their steps")(
      "window",
      taking("HOURS"),
      "calls leave only in these hours of the day, by the clock of this machine: 20:00-06:00"
  )("format", taking("text|json")->default_value("text"), "form of the summary");
  return group;
}

std::optional<history::Time> day(const OptionValues& values, const char* name) {
  if (values.count(name) == 0) {
    return std::nullopt;
  }
  const auto given = word(values, name);
  const auto time = history::time_in(given);
  if (!time || history::day_of(*time) != given) {
    throw UsageError(fmt::format("--{} takes a day such as 2024-01-31, not '{}'", name, given));
  }
  return time;
}

std::size_t count(const OptionValues& values, const char* name, std::size_t otherwise) {
  return values.count(name) == 0
             ? otherwise
             : number<std::size_t>(values, name, 1, std::numeric_limits<std::uint32_t>::max());
}

/// The command line of an import that has the same options.
std::vector<std::string> import_arguments(
    const OptionValues& values, const po::options_description& shared
) {
  std::vector<std::string> arguments;
  for (const auto& [name, value] : values) {
    if (value.defaulted() || name == "set-else" ||
        (name != "input" && shared.find_nothrow(name, false) == nullptr)) {
      continue;
    }
    if (const auto* const text = boost::any_cast<std::string>(&value.value())) {
      // Its placeholders, as those of --set-else, are a backfill's own (SetNames).
      append_option(arguments, name, name == "set" ? as_template(*text) : *text);
    } else if (const auto* const is_on = boost::any_cast<bool>(&value.value())) {
      if (*is_on) {
        arguments.push_back("--" + name);
      }
    } else {
      for (const auto& one : value.as<std::vector<std::string>>()) {
        append_option(arguments, name, one);
      }
    }
  }
  return arguments;
}

void check(const ImportOptions& options) {
  if (options.ledger == "none") {
    throw UsageError(
        "a backfill goes on where it was, and remembers ids from one build to the next, by its "
        "ledger: leave out --ledger none"
    );
  }
  if (options.sandbox && options.sandbox_data.empty()) {
    throw UsageError(
        "a backfill into a sandbox needs a place to keep what it has recorded: give --sandbox-data "
        "FILE instead of --sandbox"
    );
  }
  if (std::ranges::count(options.inputs, "-") != 0) {
    throw UsageError("a backfill reads files, folders and archives, not standard input");
  }
  if (!options.project && !options.sandbox) {
    throw UsageError(
        "which project takes the history? Give --project ID; `ptimport doctor` shows those that "
        "the token can see"
    );
  }
}

}  // namespace

po::options_description backfill_option_names() {
  po::options_description all;
  all.add(own_option_names()).add(shared_option_names());
  return all;
}

BackfillOptions read_backfill(
    const std::vector<std::string>& arguments, const Surroundings& surroundings
) {
  const auto known = backfill_option_names();
  const auto shared = shared_option_names();
  const auto settled = settle_arguments(arguments, known, shared, surroundings);
  try {
    const auto values = parse_arguments(settled.arguments, known);
    if (values.count("input") == 0) {
      throw UsageError(
          "which history? Name the folder or the archive that holds its builds, such as a Jenkins "
          "home: `ptimport backfill --plan --project ID --set NAME PATH…`"
      );
    }
    BackfillOptions options;
    options.import = read_import(import_arguments(values, shared), Needs::set_and_reports);
    options.import.arguments = settled.arguments;
    options.import.form = one_of<SummaryForm>(
        values, "format", {{"text", SummaryForm::text}, {"json", SummaryForm::json}}
    );
    options.plan = values["plan"].as<bool>();
    options.import.dry_run = options.plan;
    options.set_else = set_otherwise(values);
    options.build_from = word(values, "build-from");
    options.choice.since = day(values, "since");
    if (const auto until = day(values, "until")) {
      options.choice.until = *until + std::chrono::days(1);
    }
    options.choice.every = count(values, "every", 1);
    options.choice.last = count(values, "last", 0);
    options.kept = one_of<history::KeptResults>(
        values,
        "results",
        {{"all", history::KeptResults::all},
         {"failures", history::KeptResults::failures},
         {"changes", history::KeptResults::changes}}
    );
    options.import.date_runs = values["date-runs"].as<bool>();
    // It stands in the output, which such a run does not have.
    options.import.import_key = !options.import.date_runs;
    options.window = history::SendingHours(word(values, "window"));
    check(options.import);
    return options;
  } catch (const UsageError& error) {
    throw UsageError(with_sources(error.what(), settled.sources));
  }
}

}  // namespace importer
