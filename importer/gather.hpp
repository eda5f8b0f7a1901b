#pragma once

#include "importer/naming.hpp"
#include "importer/options.hpp"
#include "importer/recording.hpp"
#include "importer/reports.hpp"
#include "importer/run_file.hpp"

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace importer {

/// One execution that is to become one run.
struct Execution {
  const parsers::Report* report = nullptr;  ///< In Reports, which must outlive this.
  const parsers::Result* result = nullptr;
  std::optional<RunStatus> status;  ///< Absent: not recorded, as the user asked.
  std::uint64_t key = 0;            ///< By which its run is recognised (result_key.hpp).
  bool already = false;             ///< An earlier start of this import has recorded it.
  /// As a saved plan has it, which must outlive this; null: it is made from the result.
  const client::NewRun* run = nullptr;
  const std::vector<RunFile>* files = nullptr;  ///< In Gathered; null: none go with it.
  /// Bytes that its run takes of a call at most, its files included; 0: not measured.
  std::size_t body_size = 0;
};

/// That go with its run.
std::span<const RunFile> files_of(const Execution& execution);

/// What its run holds, but for its instance and its key. Its status must be there.
client::NewRun run_of(const Execution& execution, SkippedAs skipped_as);

/// Everything that goes to one test of PractiTest.
struct NamedTest {
  std::string name;                   ///< As it is stored in PractiTest.
  std::vector<Execution> executions;  ///< In the order of their runs; never empty.
};

/// Whether one of the executions is still to be recorded.
bool has_runs_left(const NamedTest& test);

/// Results of the reports by the name of their test, tests in order of first appearance.
struct Gathered {
  std::vector<NamedTest> tests;
  std::size_t results = 0;                 ///< Over all tests.
  std::deque<std::vector<RunFile>> files;  ///< Moving it leaves its elements in place.
  /// Reports that hold the results made from run errors (`--run-errors result`).
  std::vector<parsers::Report> made_up;
};

/// Names every result. Of several executions of one name those go first that the report itself
/// says were retried, in order of execution; of the others the worst goes last, because the last
/// run is the status that PractiTest shows and a passing one must not hide a failing one.
Gathered gather(const Reports& reports, const NameTemplate& names, const ImportOptions& options);

}  // namespace importer
