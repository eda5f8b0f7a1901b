#pragma once

#include "client/entities.hpp"
#include "importer/exit_code.hpp"

#include <optional>
#include <string>
#include <vector>

namespace importer {

/// What became of one execution.
enum class Outcome {
  recorded,
  already,   ///< By an earlier start of this import.
  omitted,   ///< The user asked not to record it.
  refused,   ///< By the plan or by PractiTest; `why` says so.
  unknown,   ///< Sent, and no answer tells whether it was carried out.
  not_sent,  ///< The import ended before its turn.
};

struct ExecutionOutcome {
  Outcome outcome = Outcome::not_sent;
  std::string why;
};

struct UpdateRefused {
  std::size_t test = 0;  ///< In Plan::tests.
  std::string why;
};

struct SetOutcome {
  std::optional<client::Id> id;  ///< That it had or got.
  bool made = false;
};

struct Execution;

/// A file that a report speaks of, or that was asked for, and that does not go with its run, or not
/// as a whole.
struct FileLeftOut {
  const Execution* execution = nullptr;  ///< In Gathered.
  std::string name;                      ///< As the report or PractiTest has it.
  std::string why;
};

/// What an import has done so far. True at every moment, also when the import is cut short.
struct Progressed {
  /// Parallel to Plan::tests and their named->executions.
  std::vector<std::vector<ExecutionOutcome>> results;
  /// Ids that tests and instances had or got; parallel to Plan::tests.
  std::vector<std::optional<client::Id>> test_ids;
  std::vector<std::optional<client::Id>> instance_ids;
  std::size_t tests_made = 0;
  std::size_t instances_made = 0;
  std::size_t tests_updated = 0;
  std::vector<UpdateRefused> updates_refused;
  std::vector<SetOutcome> sets;  ///< Parallel to Plan::sets.
  /// Tests of the plan whose remembered ids turned out to be gone: to be planned anew.
  std::vector<std::size_t> moved;
  std::size_t planned_anew = 0;    ///< Tests that were.
  bool lacks_auto_create = false;  ///< PractiTest does not have this call.
  /// Files that were to be sent: of runs that were sent without them.
  std::vector<FileLeftOut> files_left_out;
  std::optional<std::size_t> too_large;  ///< Bytes of the smallest call that was refused as such.
  /// Why the import ended early; ok when it did not.
  ExitCode stopped = ExitCode::ok;
  std::string stop_reason;
  /// Why the ledger takes nothing any more, where that ended it; empty when it did not.
  std::string ledger_failure;
};

}  // namespace importer
