#pragma once

#include "parsers/report.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace importer {

/// The status that a run will show, from the least to the most telling: of several runs of one
/// test the greatest goes last. The order is PractiTest's own when it computes a run's status from
/// its steps.
enum class RunStatus { not_applicable, passed, no_run, not_completed, blocked, failed };

/// As PractiTest writes it: "N/A", "PASSED", "NO RUN", "NOT COMPLETED", "BLOCKED", "FAILED".
std::string_view name_of(RunStatus status);

/// Whether it passed only after an attempt that failed, which the result itself keeps.
bool is_flaky(const parsers::Result& result);

/// What a result of each status is recorded as: `--status`, `--skipped` and `--flaky`.
class StatusTable {
public:
  StatusTable();  ///< As docs/formats.md says.

  /// Absent when results of this status are not recorded at all.
  std::optional<RunStatus> operator[](parsers::Status status) const;

  void set(parsers::Status status, std::optional<RunStatus> recorded_as);

  /// As above, but a flaky result is FAILED where it is to be. Absent where its status is left out.
  std::optional<RunStatus> of(const parsers::Result& result) const;

  /// A failure stays one, though the test passed when it was repeated.
  void let_flaky_fail() { flaky_fails_ = true; }
  bool flaky_fails() const { return flaky_fails_; }

private:
  static constexpr std::size_t statuses = 8;
  std::array<std::optional<RunStatus>, statuses> table_;
  bool flaky_fails_ = false;
};

/// Changes the table as "errored=blocked,not-run=omit" says. Throws UsageError for what is no such
/// list, names a status twice, or a word that there is not.
void change(StatusTable& table, std::string_view list);

}  // namespace importer
