#include "importer/history/read_builds.hpp"

#include "importer/attempt.hpp"
#include "importer/history/evidence_of_build.hpp"
#include "importer/history/in_order.hpp"
#include "importer/history/leaves.hpp"
#include "importer/history/paths.hpp"
#include "importer/inputs.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_set>
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
  const auto gathered = read.find(gathered_by_jenkins);
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

bool lies_in_archives(const Build& build) {
  return std::ranges::any_of(build.sources, [](const std::string& source) {
    return archives::is_named_like_one(source);
  });
}

/// A report that was found again.
struct Reread {
  const ReportFile* report = nullptr;
  std::optional<Attempt> attempt;  ///< Absent: it is not what it was, or cannot be read any more.
};

class Rereading {
public:
  Rereading(const Build& build, const ReadingOptions& options, boost::asio::thread_pool& cores)
      : build_(build),
        options_(options),
        rereads_(cores, [this](Reread one) { keep(std::move(one)); }) {
    for (const auto& report : build.reports) {
      wanted_.emplace(path_of(build, report.inside), &report);
    }
  }

  /// Whether there is anything more to be found.
  bool wants_more() const { return !wanted_.empty(); }

  /// The same, after this.
  bool take(const Leaf& leaf) {
    const auto wanted = wanted_.extract(leaf.spot.path);
    if (wanted.empty()) {
      return true;
    }
    const auto* const report = wanted.mapped();
    auto& input = inputs_.emplace_back();
    input.shown = shown_of(build_, report->inside);
    const auto modified = std::chrono::file_clock::from_sys(leaf.modified).time_since_epoch();
    rereads_.give(leaf.size, [report, &input, modified, read = read_later(leaf), this] {
      Reread reread{report, std::nullopt};
      try {
        auto again = attempt(input, read(), modified.count(), options_.parser);
        if (again.seen->digest == report->digest) {
          reread.attempt = std::move(again);
        }
      } catch (const archives::Error&) {
        // It is told as not what it was.
      }
      return reread;
    });
    return wants_more();
  }

  Reports result() && {
    rereads_.take_all();
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
      changed_.push_back(report);
    }
    for (const auto* const report : changed_) {
      unreadable.push_back({shown_of(build_, report->inside), 0, 0, changed});
    }
    return reports;
  }

private:
  void keep(Reread reread) {
    if (reread.attempt) {
      read_.emplace(reread.report->inside, *std::move(reread.attempt));
    } else {
      changed_.push_back(reread.report);
    }
  }

  const Build& build_;
  const ReadingOptions& options_;
  std::map<std::string, const ReportFile*> wanted_;  ///< By Spot::path.
  std::deque<Input> inputs_;
  std::map<std::string, Attempt> read_;  ///< In the order of their paths in the build.
  std::vector<const ReportFile*> changed_;
  InOrder<Reread> rereads_;
};

}  // namespace

Reports ReadBuilds::read(const Build& build, const Coming& coming) {
  if (last_ != nullptr && last_ != &build) {
    for (const auto& report : last_->reports) {
      kept_.erase(path_of(*last_, report.inside));
    }
  }
  last_ = &build;
  Rereading rereading(build, options_, cores_);
  const auto visit = [&](const Leaf& leaf) { return rereading.take(leaf); };
  Obstacles told_at_the_first_look;
  for (const auto& source : build.sources) {
    if (!rereading.wants_more()) {
      break;
    }
    const bool is_archive = archives::is_named_like_one(source);
    if (!is_archive || build.bytes > most_) {
      looks_ += is_archive ? 1 : 0;
      for_each_leaf_of(source, source, limits_, visit, told_at_the_first_look);
      look_for_evidence(source, build);
      continue;
    }
    if (!keeps_all_in(source, build)) {
      look_into(source, build, coming);
    }
    look_for_evidence(source, build);
    for (const auto& report : build.reports) {
      if (const auto kept = kept_.find(path_of(build, report.inside)); kept != kept_.end()) {
        Leaf leaf;
        leaf.spot.path = kept->first;
        leaf.source = source;
        leaf.modified = kept->second.modified;
        leaf.size = kept->second.bytes.size();
        leaf.read = [&kept] { return kept->second.bytes; };
        rereading.take(leaf);
      }
    }
  }
  return std::move(rereading).result();
}

bool ReadBuilds::keeps_all_in(const std::string& archive, const Build& build) const {
  return std::ranges::all_of(build.reports, [&](const ReportFile& report) {
    const auto path = path_of(build, report.inside);
    return !is_within(path, archive) || kept_.contains(path);
  });
}

void ReadBuilds::look_into(const std::string& archive, const Build& build, const Coming& coming) {
  ++looks_;
  std::unordered_set<std::string> wanted;  // Of this archive.
  std::unordered_set<std::string> due;     // Of all archives, whose builds may go by turns.
  std::vector<const Build*> builds;
  auto room = most_;
  const auto want = [&](const Build& one) {
    if (!lies_in_archives(one)) {
      return true;
    }
    if (one.bytes > room) {
      return false;
    }
    room -= one.bytes;
    builds.push_back(&one);
    for (const auto& report : one.reports) {
      auto path = path_of(one, report.inside);
      if (is_within(path, archive)) {
        wanted.insert(std::move(path));
      } else {
        due.insert(std::move(path));
      }
    }
    return true;
  };
  want(build);
  for (const auto* const next : coming ? coming() : std::vector<const Build*>()) {
    if (!want(*next)) {
      break;
    }
  }
  std::erase_if(kept_, [&due](const auto& one) { return !due.contains(one.first); });
  evidence_.begin_look(archive, builds);
  for_each_file_in(archive, limits_, [&](const Leaf& leaf) {
    if (wanted.erase(leaf.spot.path) != 0) {
      try {
        kept_.emplace(leaf.spot.path, Kept{leaf.read(), leaf.modified});
      } catch (const archives::Error&) {
        // When its turn comes it is not there any more.
      }
    } else {
      evidence_.take(leaf);
    }
    return !wanted.empty() || evidence_.wants_any();
  });
}

void ReadBuilds::look_for_evidence(const std::string& archive, const Build& build) {
  if (!archives::is_named_like_one(archive) || evidence_.knows(archive, build)) {
    return;
  }
  ++looks_;
  evidence_.begin_look(archive, {&build});
  for_each_file_in(archive, limits_, [this](const Leaf& leaf) {
    evidence_.take(leaf);
    return true;
  });
}

FilesOf ReadBuilds::files_of(const Build& build) {
  return evidence_of(build, options_.attachments_roots, evidence_);
}

}  // namespace importer::history
