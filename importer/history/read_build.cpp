#include "importer/history/read_build.hpp"

#include "importer/attempt.hpp"
#include "importer/history/leaves.hpp"
#include "importer/inputs.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <utility>

namespace archives = parsers::archives;

namespace importer::history {

namespace {

constexpr const char* changed =
    "it is no longer what it was when the backfill looked at it first: give the same command again";

class Rereading {
public:
  Rereading(const Build& build, const ReadingOptions& options) : build_(build), options_(options) {
    for (const auto& report : build.reports) {
      wanted_.emplace(path_of(report), &report);
    }
  }

  /// False when there is nothing more to be found.
  bool take(const Leaf& leaf) {
    const auto wanted = wanted_.find(leaf.spot.path);
    if (wanted == wanted_.end()) {
      return true;
    }
    const auto& report = *wanted->second;
    auto& input = inputs_.emplace_back();
    input.shown = shown_of(report);
    try {
      auto read = attempt(
          input,
          leaf.read(),
          std::chrono::file_clock::from_sys(leaf.modified).time_since_epoch().count(),
          options_.parser
      );
      if (read.seen->digest == report.digest) {
        read_.emplace(report.inside, std::move(read));
        wanted_.erase(wanted);
      }
    } catch (const archives::Error&) {
      // Stays among what is not there any more.
    }
    return !wanted_.empty();
  }

  Reports result() && {
    std::vector<Attempt> attempts;
    for (auto& [inside, attempt] : read_) {
      attempts.push_back(std::move(attempt));
    }
    auto reports = reports_of(std::move(attempts), options_);
    auto& unreadable = reports.unreadable;
    unreadable.insert(unreadable.end(), build_.unreadable.begin(), build_.unreadable.end());
    for (const auto& [path, report] : wanted_) {
      unreadable.push_back({shown_of(*report), 0, 0, changed});
    }
    return reports;
  }

private:
  std::string path_of(const ReportFile& report) const {
    return report.inside.empty() ? build_.root : build_.root + "/" + report.inside;
  }
  std::string shown_of(const ReportFile& report) const {
    return report.inside.empty() ? build_.shown : as_text(build_.shown + "/" + report.inside);
  }

  const Build& build_;
  const ReadingOptions& options_;
  std::map<std::string, const ReportFile*> wanted_;  ///< By Spot::path.
  std::deque<Input> inputs_;
  std::map<std::string, Attempt> read_;  ///< In the order of their paths in the build.
};

}  // namespace

Reports read_build(
    const Build& build, const ReadingOptions& options, const archives::Limits& limits
) {
  Rereading rereading(build, options);
  Obstacles told_at_the_first_look;
  bool wants_more = true;
  const auto visit = [&](const Leaf& leaf) {
    wants_more = rereading.take(leaf);
    return wants_more;
  };
  for (const auto& source : build.sources) {
    if (!wants_more) {
      break;
    }
    for_each_leaf_of(source, source, limits, visit, told_at_the_first_look);
  }
  return std::move(rereading).result();
}

}  // namespace importer::history
