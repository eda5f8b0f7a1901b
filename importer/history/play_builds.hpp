#pragma once

#include "importer/history/backfill_summary.hpp"
#include "importer/history/read_builds.hpp"
#include "importer/history/thin_out.hpp"
#include "importer/history/windowed_calls.hpp"
#include "importer/import_ledger.hpp"
#include "importer/one_import.hpp"
#include "importer/options.hpp"
#include "importer/progress.hpp"
#include "importer/session.hpp"
#include "importer/streams.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <set>
#include <string>

namespace importer::history {

/// Tells why it does not go on for a while: the live line does, else a line.
void tell_waiting(
    const std::string& why, const ImportOptions& options, const Streams& streams, Progress& progress
);

/// Takes builds through their imports one after the other, with one ledger and one session for all,
/// so that ids are remembered from one to the next. One build at a time is in memory. Others may do
/// the same at the same time with the same ledger: each build is recorded by one of them.
class PlayBuilds {
public:
  /// All must outlive this.
  PlayBuilds(
      const ImportOptions& options,
      KeptResults kept,
      const Streams& streams,
      ImportLedger& ledger,
      Progress& progress
  );

  /// Fills in what recording the builds that wait would take, and those that are left out too.
  void forecast(BackfillSummary& summary);

  /// Records those that wait, and fills in what became of them. What ends one import and not the
  /// others is told on standard error. Throws UsageError.
  boost::asio::awaitable<void> record(
      Session& session, WindowedCalls& calls, BackfillSummary& summary
  );

private:
  /// What a decision about results needs to know of later builds.
  void look_ahead(BackfillSummary& summary);
  /// Which builds of the backfill are read, by what has become of them so far.
  using IsRead = bool (*)(BuildState state);
  Reports read(BuildTold& told, const BackfillSummary& summary, IsRead is_read);
  /// Has the import read the build, and takes out what is not to be recorded.
  void read(OneImport& import, BuildTold& told, const BackfillSummary& summary, IsRead is_read);
  /// False when another worker is busy with it, or with its set.
  boost::asio::awaitable<bool> record(Session& session, BuildTold& told, BackfillSummary& summary);
  /// False when it is another worker's.
  bool take(OneImport& import, BuildTold& told, BackfillSummary& summary);
  /// False, and the backfill is over, when it was interrupted.
  boost::asio::awaitable<bool> wait(
      Session& session, std::string why, std::chrono::milliseconds pause, BackfillSummary& summary
  );
  void tell(const BuildTold& told, std::size_t number, std::size_t all);
  void tell_notes_of(const Summary& import);

  const ImportOptions& options_;
  const Streams& streams_;
  ImportLedger& ledger_;
  Progress& progress_;
  ThinOut thin_out_;
  ReadBuilds read_builds_;
  std::set<std::string> warnings_;  ///< That were told.
};

}  // namespace importer::history
