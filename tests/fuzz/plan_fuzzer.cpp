#include "importer/error.hpp"
#include "importer/read_plan.hpp"
#include "importer/write_plan.hpp"
#include "tests/fuzz/plan_seal.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/fuzz/tally.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <sstream>
#include <string>

namespace {

/// Only UsageError may come out of it, with words.
std::optional<importer::SavedPlan> read(const std::string& bytes) {
  std::istringstream in(bytes);
  try {
    return importer::read_plan(in, "p.json");
  } catch (const importer::UsageError& error) {
    fuzz::require(std::string(error.what()).starts_with("p.json"), "a refusal has no place");
    return std::nullopt;
  }
}

/// All that an import does with a plan before it calls anybody.
void check_plan(const importer::SavedPlan& saved) {
  fuzz::require(saved.plan.tests.size() == saved.gathered.tests.size(), "a test has no plan");
  std::size_t results = 0;
  for (const auto& planned : saved.plan.tests) {
    for (const auto& execution : planned.named->executions) {
      ++results;
      if (execution.status) {
        importer::run_of(execution, importer::StatusTable());
      }
      fuzz::require(execution.report != nullptr && execution.result != nullptr, "it has no place");
    }
  }
  fuzz::require(results == saved.gathered.results, "a result is lost");
  std::size_t runs = importer::tests_alone(saved.plan).size();
  for (const auto& batch : saved.plan.batches) {
    fuzz::require(batch.size() <= client::max_runs_per_call, "a batch is too large");
    for (const auto& turn : batch) {
      fuzz::require(turn.turn < saved.plan.tests.at(turn.test).runs.size(), "a turn is none");
    }
    runs += batch.size();
  }
  std::size_t planned_runs = 0;
  for (const auto& planned : saved.plan.tests) {
    planned_runs += planned.runs.size();
  }
  fuzz::require(runs == planned_runs, "a run is in no call");
}

void check_part(const importer::SavedPlan& saved) {
  fuzz::require(
      saved.reports.named.size() == saved.reports.read.size(), "a report may have been named"
  );
  for (const auto& report : saved.reports.read) {
    for (const auto& result : report.results) {
      parsers::suite_path(report, result.suite);
    }
  }
}

/// What was read is written to what reads the same.
void check_written(const importer::SavedPlan& saved) {
  importer::ImportOptions options;
  options.decided = saved.options;
  const auto written = [&options](const importer::SavedPlan& plan) {
    std::ostringstream out;
    if (plan.decided) {
      importer::write_plan(out, plan.identity, options, plan.reports, plan.plan);
    } else {
      importer::write_part(out, options, plan.reports);
    }
    return out.str();
  };
  const auto once = written(saved);
  const auto again = read(once);
  fuzz::require(again.has_value(), "what was written is refused");
  fuzz::require(written(*again) == once, "what was written is read as something else");
}

}  // namespace

// What libFuzzer calls, by its name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  read(bytes);
  // Sealed anew, else the digest would keep all else from being reached.
  const auto saved = read(fuzz::sealed(bytes));
  if (saved) {
    saved->decided ? check_plan(*saved) : check_part(*saved);
    check_written(*saved);
  }
  fuzz::Tally::of_program().count(saved ? "read" : "refused");
  return 0;
}
