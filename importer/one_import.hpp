#pragma once

#include "importer/import_ledger.hpp"
#include "importer/options.hpp"
#include "importer/progress.hpp"
#include "importer/saved_plan.hpp"
#include "importer/session.hpp"
#include "importer/settle_fields.hpp"
#include "importer/streams.hpp"
#include "importer/summary.hpp"

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <string>
#include <vector>

namespace importer {

/// An import from its reports to the outcome of every result, told to nobody but the progress. In
/// this order: read() or take(), start(), import() if that says so, end(), finish().
class OneImport {
public:
  /// `plans` are what --plan names, or none. All references must outlive this. Ledger and progress
  /// may have served other imports, which came to their end.
  OneImport(
      const ImportOptions& options,
      const Streams& streams,
      ImportLedger& ledger,
      Progress& progress,
      std::vector<SavedPlan> plans
  );

  /// A plan decides what is done, and nobody is to be looked at.
  bool is_decided() const { return !plans_.empty() && plans_.front().decided; }

  /// Only the reports, from files or from the plan's parts; nothing may follow but finish().
  void read_files();
  /// Reads what is to be imported: reports or plans.
  void read();
  /// Takes tests out of what was gathered, before anything refers to them.
  using TakeOut = std::function<void(Gathered&)>;
  /// The same with reports that were read elsewhere, and what they name is looked for with
  /// `files_of`. `root` as in ImportIdentity.
  void take(
      Reports reports, const FilesOf& files_of, std::string root, const TakeOut& take_out = nullptr
  );
  /// Takes the plan as it was saved, for showing it; after read().
  void show_plan();
  /// Nothing is written of a plan that could not be made. Throws UsageError.
  void save_plan();

  /// Whether there is still something to do.
  bool start();
  /// Another process works on it: it was there first, or has taken it up after this one stood still
  /// for too long. What is left is that one's to do.
  bool is_anothers() const { return held_ || (started_ && ledger_.is_taken_over()); }
  /// Looks, plans, and, unless it is a dry run, records; what stands in the way is in the summary.
  boost::asio::awaitable<void> import(Session& session);
  /// Writes down that the import is over.
  void end();
  /// Counts the calls, and decides the exit code.
  void finish();

  /// All that is to be told.
  Summary& summary() { return summary_; }
  const ImportIdentity& identity() const { return identity_; }
  bool failed_open() const { return failed_open_; }

private:
  void gather_and_choose(std::string root, const TakeOut& take_out = nullptr);
  void fail(ExitCode code, std::string why);
  /// A saved plan is carried out as it is, unless an earlier start has done some of it, or the set
  /// is to be copied, which only the copy tells the instances of.
  bool holds_saved_plan() const;
  boost::asio::awaitable<void> look_and_record(Session& session);
  boost::asio::awaitable<void> look_and_plan(const Means& means);
  void add_unmentioned_tests(Remote& remote);
  boost::asio::awaitable<std::vector<ListExtension>> settle(
      const Means& means, std::vector<SentFields> sent
  );
  boost::asio::awaitable<void> carry_out_plan(const Means& means);
  std::string why_no_results() const;
  CallCounts calls_of_this() const;
  /// Nothing in PractiTest was changed yet.
  bool has_only_looked() const;

  const ImportOptions& options_;
  const Streams& streams_;
  ImportLedger& ledger_;
  Progress& progress_;
  std::vector<SavedPlan> plans_;
  std::size_t already_when_saved_ = 0;
  CallCounts calls_before_;        ///< That the progress had counted already.
  std::size_t calls_made_before_;  ///< Likewise.
  ImportIdentity identity_;
  Summary summary_;
  ExitCode failure_ = ExitCode::ok;
  bool failed_open_ = false;
  bool held_ = false;
  bool started_ = false;
};

}  // namespace importer
