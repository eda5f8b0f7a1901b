#include "importer/history/read_build.hpp"

#include "importer/attempt.hpp"
#include "importer/history/leaves.hpp"
#include "importer/inputs.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

namespace archives = parsers::archives;

namespace importer::history {

namespace {

constexpr const char* changed =
    "it is no longer what it was when the backfill looked at it first: give the same command again";

using Said = std::tuple<std::string_view, std::string_view, parsers::Status>;

std::multiset<Said> said_by(const Attempt& attempt) {
  std::multiset<Said> said;
  if (attempt.report) {
    for (const auto& result : attempt.report->results) {
      said.emplace(result.class_name, result.name, result.status);
    }
  }
  return said;
}

/// Jenkins gathers in junitResult.xml the results of reports that may be archived too, without the
/// times by which twins are told elsewhere. Gives those of which it holds all results.
std::vector<Unreadable> take_out_gathered(std::map<std::string, Attempt>& read) {
  std::vector<Unreadable> taken_out;
  const auto gathered = read.find("junitResult.xml");
  if (gathered == read.end()) {
    return taken_out;
  }
  const auto all = said_by(gathered->second);
  for (auto one = read.begin(); one != read.end();) {
    const auto said = said_by(one->second);
    if (one->first.starts_with("archive/") && !said.empty() && std::ranges::includes(all, said)) {
      taken_out.push_back(
          {one->second.input->shown,
           0,
           0,
           "its results are those of junitResult.xml, which is read"}
      );
      one = read.erase(one);
    } else {
      ++one;
    }
  }
  return taken_out;
}

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
    auto gathered = take_out_gathered(read_);
    std::vector<Attempt> attempts;
    for (auto& [inside, attempt] : read_) {
      attempts.push_back(std::move(attempt));
    }
    auto reports = reports_of(std::move(attempts), options_);
    reports.passed_over.insert(reports.passed_over.end(), gathered.begin(), gathered.end());
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
