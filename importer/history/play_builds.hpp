#pragma once

#include "importer/history/backfill_summary.hpp"
#include "importer/import_ledger.hpp"
#include "importer/one_import.hpp"
#include "importer/options.hpp"
#include "importer/progress.hpp"
#include "importer/session.hpp"
#include "importer/streams.hpp"

#include <boost/asio/awaitable.hpp>

namespace importer::history {

/// Those of the build's own import: its set, what tells it from others, and fields that speak of
/// it, not of the build that runs the backfill. Throws UsageError, as with_import_values().
ImportOptions options_of_build(
    const ImportOptions& all, const BuildTold& build, const Environment& environment
);

/// Whether an earlier start recorded all of it.
bool is_recorded(ImportLedger& ledger, const ImportOptions& of_build);

/// Takes builds through their imports one after the other, with one ledger and one session for all,
/// so that ids are remembered from one to the next. One build at a time is in memory.
class PlayBuilds {
public:
  /// All must outlive this.
  PlayBuilds(
      const ImportOptions& options, const Streams& streams, ImportLedger& ledger, Progress& progress
  )
      : options_(options), streams_(streams), ledger_(ledger), progress_(progress) {}

  /// Fills in what recording the builds that wait would take, and those that are left out too.
  void forecast(BackfillSummary& summary);

  /// Records those that wait, and fills in what became of them. What ends one import and not the
  /// others is told on standard error. Throws UsageError.
  boost::asio::awaitable<void> record(Session& session, BackfillSummary& summary);

private:
  boost::asio::awaitable<void> record(Session& session, BuildTold& told, BackfillSummary& summary);
  void take(OneImport& import, BuildTold& told, BackfillSummary& summary);
  void tell(const BuildTold& told, std::size_t number, std::size_t all);

  const ImportOptions& options_;
  const Streams& streams_;
  ImportLedger& ledger_;
  Progress& progress_;
};

}  // namespace importer::history
