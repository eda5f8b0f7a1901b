#pragma once

#include "importer/attachments.hpp"
#include "importer/exit_code.hpp"
#include "importer/gather.hpp"
#include "importer/outcome.hpp"
#include "importer/plan.hpp"
#include "importer/reports.hpp"
#include "importer/scenarios.hpp"
#include "importer/told_fields.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace importer {

/// A call that came to its end.
struct CallMade {
  std::chrono::steady_clock::time_point ended;
  int status = 0;  ///< 0: no answer came.
};

/// Everything that can be told about an import, however far it came.
struct Summary {
  Reports reports;
  Attachments attachments;  ///< Of the reports.
  Gathered gathered;
  std::vector<FileLeftOut> files_left_out;  ///< That were never to be sent; more are in `done`.
  std::optional<Plan> plan;                 ///< Absent when PractiTest could not be looked at.
  std::optional<Progressed> done;           ///< Absent for a dry run too.
  bool dry_run = false;
  client::Id project = 0;
  int rate = 0;
  CallCounts looks;            ///< Made to find out what is there.
  CallCounts calls;            ///< All that were made, the looks included.
  std::vector<CallMade> made;  ///< The same, one by one.
  std::chrono::milliseconds took{0};
  /// When an earlier start recorded all of it, so that nothing was left to do.
  std::optional<std::chrono::system_clock::time_point> recorded_before;
  std::string saved_to;  ///< Where the plan is; empty: it is not saved.
  /// What became of `--features`; absent without it.
  std::optional<ScenariosFound> scenarios;
  FieldNames field_names;      ///< Of custom fields that were looked at.
  std::string fields_warning;  ///< Why values of fields went unchecked; empty when they did not.
  std::string
      planned_again;  ///< Why a saved plan was not carried out as it was; empty when it was.
  std::string ledger_trouble;  ///< Why the ledger is not used; empty when all is well.
  std::string error;           ///< Why nothing, or not all, was done; for the user.
  ExitCode exit_code = ExitCode::ok;
};

/// "recorded", "already recorded", …
std::string_view name_of(Outcome outcome);

/// How many executions came to this outcome.
std::size_t count(const Progressed& done, Outcome outcome);

/// Files that go with runs, or went.
struct FilesSent {
  std::size_t files = 0;
  std::uint64_t bytes = 0;
  std::size_t runs = 0;  ///< That have some.
};

/// Those of the runs that were recorded; of a plan, those that are to be sent.
FilesSent files_sent(const Summary& summary);

/// All files that were not sent, or not whole, in the order of their being noticed.
std::vector<FileLeftOut> files_left_out(const Summary& summary);

/// The looks and the plan's own calls together.
CallCounts forecast(const Summary& summary);

/// What the files alone call for: not_all when one could not be read, is cut off, or tells of a
/// failure of its run; else ok.
ExitCode judge_reports(const Reports& reports);

/// The exit code that the reports and the outcomes call for, without the user's switches.
ExitCode judge(const Summary& summary);

/// Whether a test of the reports failed, retried executions left aside.
bool has_failures(const Gathered& gathered);

/// What an execution is to the user: "result", or "run" where one may stand for several.
std::string_view unit_of(const Gathered& gathered);

/// "shop.xml:12", where an execution stands.
std::string place(const Execution& execution);

}  // namespace importer
