#include "importer/outcome_options.hpp"

#include "importer/error.hpp"
#include "importer/option_group.hpp"

namespace po = boost::program_options;

namespace importer {

po::options_description outcome_option_names() {
  auto group = option_group("Outcome");
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

void read_outcome_options(const OptionValues& values, ImportOptions& options) {
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
  options.verbosity = read_verbosity(values);
}

int read_verbosity(const OptionValues& values) {
  return values["quiet"].as<bool>() ? -1 : values["verbose"].as<bool>() ? 1 : 0;
}

}  // namespace importer
