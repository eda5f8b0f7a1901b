#include "importer/result_options.hpp"

#include "importer/error.hpp"
#include "importer/option_group.hpp"
#include "importer/status_table.hpp"

#include <optional>

namespace po = boost::program_options;

namespace importer {

namespace {

StatusTable status_table(const OptionValues& values) {
  StatusTable table;
  if (values.count("status") != 0) {
    change(table, word(values, "status"));
  }
  if (values.count("skipped") != 0) {
    const auto skipped = one_of<std::optional<RunStatus>>(
        values,
        "skipped",
        {{"na", RunStatus::not_applicable},
         {"no-run", RunStatus::no_run},
         {"blocked", RunStatus::blocked},
         {"omit", std::nullopt}}
    );
    const auto from_list = table[parsers::Status::skipped];
    if (from_list != StatusTable()[parsers::Status::skipped] && from_list != skipped) {
      throw UsageError(
          "--skipped and --status contradict each other about skipped results: leave "
          "out one of the two"
      );
    }
    table.set(parsers::Status::skipped, skipped);
  }
  if (one_of<bool>(values, "flaky", {{"passed", false}, {"failed", true}})) {
    table.let_flaky_fail();
  }
  return table;
}

}  // namespace

void add_result_options(po::options_description& group) {
  group.add_options()(
      "status",
      taking<std::string>("LIST"),
      "what results become, where it is to differ: a list such as errored=blocked,not-run=omit of "
      "passed, failed, errored, skipped, blocked, not-run, inconclusive, aborted, each = passed, "
      "failed, blocked, no-run, na, not-completed, or omit (no run at all)"
  )("skipped",
    taking<std::string>("AS"),
    "the same for skipped results alone: na (default), no-run, blocked, or omit")(
      "flaky",
      taking<std::string>("passed|failed")->default_value("passed"),
      "a test that passed only when it was repeated; its attempts are kept either way"
  )("absent",
    taking<std::string>("no-run|na|omit")->default_value("omit"),
    "what tests of the set are recorded as that no report mentions: it takes a look at the whole "
    "set"
  )("run-errors",
    taking<std::string>("summary|result")->default_value("summary"),
    "a failure of the report itself (a suite that could not be set up, a run that was aborted): "
    "show it in the summary, or also record it as a result named after the suite");
}

void read_result_options(const OptionValues& values, ImportOptions& options) {
  options.statuses = status_table(values);
  options.unmentioned = one_of<std::optional<RunStatus>>(
      values,
      "absent",
      {{"omit", std::nullopt}, {"no-run", RunStatus::no_run}, {"na", RunStatus::not_applicable}}
  );
  options.run_errors_as_results =
      one_of<bool>(values, "run-errors", {{"summary", false}, {"result", true}});
}

}  // namespace importer
