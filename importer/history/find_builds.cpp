#include "importer/history/find_builds.hpp"

#include "importer/attachments.hpp"
#include "importer/attempt.hpp"
#include "importer/digest.hpp"
#include "importer/history/evidence_places.hpp"
#include "importer/history/job_names.hpp"
#include "importer/history/packed_evidence.hpp"
#include "importer/span.hpp"

#include "parsers/error.hpp"
#include "parsers/jenkins_build.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_set>
#include <utility>
#include <variant>

namespace archives = parsers::archives;

namespace importer::history {

namespace {

/// Earlier than any format that is read: a clock that was not set.
constexpr Time first_possible =
    std::chrono::sys_days(std::chrono::year(1990) / std::chrono::January / std::chrono::day(1));

/// A build while its files come in.
struct Draft {
  Build build;
  std::optional<Time> in_jenkins;
  std::optional<Time> in_path;
  std::optional<Time> in_reports;
  std::optional<Time> of_files;
  std::set<std::string> sources;
  bool has_gathered = false;  ///< junitResult.xml was read.
};

void take_earlier(std::optional<Time>& earliest, Time time) {
  if (time >= first_possible && (!earliest || time < *earliest)) {
    earliest = time;
  }
}

/// Digits by what they are worth: 9 before 10.
std::pair<std::size_t, std::string_view> by_worth(std::string_view number) {
  const auto zeros = std::min(number.find_first_not_of('0'), number.size());
  return {number.size() - zeros, number.substr(zeros)};
}

bool are_told_apart(const Build& one, const Build& other) {
  return one.is_numbered && other.is_numbered &&
         (one.job_in_path != other.job_in_path || one.number != other.number);
}

/// Where an archive has them is not looked for yet: that takes the paths of all of its files.
void note_named_files(const parsers::Report& report, std::vector<std::uint64_t>& named) {
  std::unordered_set<std::uint64_t> names;
  for (const auto& result : report.results) {
    for (const auto& attachment : result.evidence().attachments) {
      if (attachment.packing != parsers::Packing::none || names.size() == most_paths) {
        continue;
      }
      const auto read = read_path(std::string(attachment.path));
      if (const auto* const path = std::get_if<WrittenPath>(&read)) {
        names.insert(hash_of_name(name_in(*path)));
      }
    }
  }
  named.insert(named.end(), names.begin(), names.end());
}

class Finding {
public:
  Finding(
      const BuildRule& rule,
      const ReadingOptions& options,
      const StatusTable& statuses,
      const SetNames* sets
  )
      : rule_(rule), options_(options), statuses_(statuses), sets_(sets) {}

  void take(const Leaf& leaf) {
    const auto place = rule_.place_of(leaf.spot);
    const auto& path = leaf.spot.path;
    // In a build's folder it may be a report of any name that was archived.
    if (!(place && place->is_jenkins) && JobNames::are_kept_in(path)) {
      if (leaf.spot.archive != 0) {
        job_names_.take(path, leaf.read);
      }
      return;
    }
    if (!place) {
      take_outside(leaf);
      return;
    }
    const auto inside = path.substr(std::min(path.size(), place->root.size() + 1));
    if (place->is_jenkins && inside == "build.xml") {
      take_jenkins(leaf, *place);
    } else if (!place->is_jenkins || holds_reports_in_jenkins(inside)) {
      take_file(leaf, *place, inside);
    }
  }

  History result(Obstacles obstacles) && {
    history_.obstacles = std::move(obstacles);
    while (!drafts_.empty()) {
      // Given back at once: there may be very many.
      auto first = drafts_.extract(drafts_.begin());
      end(first.mapped());
    }
    auto& builds = history_.builds;
    std::ranges::sort(builds, [](const Build& one, const Build& other) {
      return std::tuple(one.time, one.job, by_worth(one.number), one.root) <
             std::tuple(other.time, other.job, by_worth(other.number), other.root);
    });
    leave_out_duplicates();
    return std::move(history_);
  }

private:
  Draft& draft_at(const Leaf& leaf, const Place& place) {
    auto& draft = drafts_[place.root];
    auto& build = draft.build;
    if (build.root.empty()) {
      build.root = place.root;
      const auto& spot = leaf.spot;
      const auto behind = spot.path.size() - place.root.size();
      // A PATH may lead into the middle of a build.
      build.shown = as_text(
          behind < spot.shown.size() ? spot.shown.substr(0, spot.shown.size() - behind) : place.root
      );
      build.job = as_text(place.job);
      build.job_in_path = build.job;
      build.number = as_text(place.number);
      build.branch = as_text(place.branch);
      build.is_numbered = place.is_numbered;
      build.is_jenkins = place.is_jenkins;
      draft.in_path = place.date;
    }
    return draft;
  }

  void take_outside(const Leaf& leaf) {
    if (history_.outside++ == 0) {
      history_.one_outside = as_text(leaf.spot.shown);
    }
  }

  void take_jenkins(const Leaf& leaf, const Place& place) {
    auto& draft = draft_at(leaf, place);
    try {
      const auto told = parsers::read_jenkins_build(leaf.read());
      draft.in_jenkins = told.start;
      draft.build.is_running = told.result.empty();
      if (!told.number.empty()) {
        draft.build.number = as_text(told.number);
      }
      job_names_.take_head(job_folders(place.root), told.head);
    } catch (const parsers::ParseError& error) {
      draft.build.unreadable.push_back(
          {as_text(leaf.spot.shown), error.line(), error.column(), error.what()}
      );
    } catch (const archives::Error& error) {
      draft.build.unreadable.push_back({as_text(leaf.spot.shown), 0, 0, as_text(error.what())});
    }
  }

  void take_file(const Leaf& leaf, const Place& place, const std::string& inside) {
    Input input;
    input.shown = as_text(leaf.spot.shown);
    std::string bytes;
    try {
      bytes = leaf.read();
    } catch (const archives::Error& error) {
      auto& draft = draft_at(leaf, place);
      draft.build.unreadable.push_back({input.shown, 0, 0, as_text(error.what())});
      return;
    }
    const auto size = bytes.size();
    const auto attempt = importer::attempt(input, std::move(bytes), 0, options_.parser);
    if (attempt.is_no_report) {
      ++history_.passed_over;
      return;
    }
    auto& draft = draft_at(leaf, place);
    draft.sources.insert(leaf.source);
    draft.of_files = std::max(draft.of_files.value_or(leaf.modified), leaf.modified);
    if (!attempt.report) {
      draft.build.unreadable.push_back(attempt.refusal);
      return;
    }
    draft.build.reports.push_back({inside, attempt.seen->digest});
    draft.build.results += attempt.report->results.size();
    draft.build.bytes += size;
    if (leaf.source != leaf.spot.path) {
      note_named_files(*attempt.report, draft.build.named_files);
    }
    draft.build.lacks_set =
        draft.build.lacks_set || (sets_ != nullptr && sets_->lacks_set_for_one(*attempt.report));
    take_outcomes(draft, inside, *attempt.report);
    if (const auto span = span_of(*attempt.report)) {
      take_earlier(draft.in_reports, Time(since_epoch(span->begin)));
    }
  }

  /// What Jenkins gathers in junitResult.xml may be archived, too.
  void take_outcomes(Draft& draft, std::string_view inside, const parsers::Report& report) const {
    const auto outcomes = outcomes_of(report, statuses_);
    if (inside == gathered_by_jenkins) {
      draft.build.outcomes = outcomes;
      draft.has_gathered = true;
    } else if (!draft.has_gathered) {
      draft.build.outcomes += outcomes;
    }
  }

  void end(Draft& draft) {
    auto& build = draft.build;
    if (build.is_jenkins) {
      auto name = job_names_.of(job_folders(build.root));
      build.job = std::move(name.job);
      build.branch = std::move(name.branch);
    }
    build.sources.assign(draft.sources.begin(), draft.sources.end());
    date(draft);
    if (build.is_running) {
      history_.running.push_back(std::move(build));
      return;
    }
    if (build.reports.empty()) {
      if (build.unreadable.empty()) {
        ++history_.without_reports;
      } else {
        history_.broken.push_back(std::move(build));
      }
      return;
    }
    if (build.results == 0 && build.unreadable.empty()) {
      ++history_.without_results;
      return;
    }
    if (options_.parser.strict && is_damaged(build)) {
      history_.broken.push_back(std::move(build));
      return;
    }
    std::ranges::sort(build.reports, {}, &ReportFile::inside);
    std::ranges::sort(build.named_files);
    build.named_files.shrink_to_fit();
    build.digest = digest_of(build.reports);
    history_.builds.push_back(std::move(build));
  }

  static void date(Draft& draft) {
    auto& build = draft.build;
    const std::tuple<std::optional<Time>, TimeFrom> known[] = {
        {draft.in_jenkins, TimeFrom::jenkins},
        {draft.in_path, TimeFrom::path},
        {draft.in_reports, TimeFrom::reports},
        {draft.of_files, TimeFrom::files}};
    for (const auto& [time, from] : known) {
      if (time) {
        build.time = *time;
        build.time_from = from;
        return;
      }
    }
  }

  bool is_damaged(const Build& build) const {
    const auto& damaged = history_.obstacles.damaged;
    return std::ranges::any_of(build.sources, [&](const std::string& source) {
      return std::ranges::find(damaged, source) != damaged.end();
    });
  }

  static std::string digest_of(const std::vector<ReportFile>& reports) {
    std::vector<std::string_view> digests;
    for (const auto& report : reports) {
      digests.push_back(report.digest);
    }
    std::ranges::sort(digests);
    Digest digest;
    for (const auto one : digests) {
      digest.add(one);
    }
    return digest.hexadecimal();
  }

  /// The first in time stays; one that has a number of its own before one that has none.
  void leave_out_duplicates() {
    std::map<std::string_view, std::vector<std::size_t>> alike;
    auto& builds = history_.builds;
    for (std::size_t i = 0; i < builds.size(); ++i) {
      alike[builds[i].digest].push_back(i);
    }
    std::vector<std::optional<std::size_t>> same_as(builds.size());
    for (auto& [digest, indices] : alike) {
      std::ranges::stable_sort(indices, {}, [&](std::size_t i) { return !builds[i].is_numbered; });
      for (std::size_t i = 1; i < indices.size(); ++i) {
        const auto first = std::find_if(
            indices.begin(),
            indices.begin() + static_cast<std::ptrdiff_t>(i),
            [&](std::size_t other) {
              return !same_as[other] && !are_told_apart(builds[indices[i]], builds[other]);
            }
        );
        if (first != indices.begin() + static_cast<std::ptrdiff_t>(i)) {
          same_as[indices[i]] = *first;
        }
      }
    }
    std::vector<Build> kept;
    for (std::size_t i = 0; i < builds.size(); ++i) {
      if (same_as[i]) {
        history_.duplicates.push_back({builds[i], builds[*same_as[i]].shown});
      }
    }
    for (std::size_t i = 0; i < builds.size(); ++i) {
      if (!same_as[i]) {
        kept.push_back(std::move(builds[i]));
      }
    }
    builds = std::move(kept);
  }

  const BuildRule& rule_;
  const ReadingOptions& options_;
  const StatusTable& statuses_;
  const SetNames* sets_;
  JobNames job_names_;
  std::map<std::string, Draft> drafts_;  ///< By root.
  History history_;
};

}  // namespace

History find_builds(
    const std::vector<std::string>& paths,
    const BuildRule& rule,
    const ReadingOptions& options,
    const StatusTable& statuses,
    const archives::Limits& limits,
    const SetNames* sets
) {
  Finding finding(rule, options, statuses, sets);
  Obstacles obstacles;
  std::set<std::string> seen;
  const auto visit = [&](const Leaf& leaf) {
    // A file reached by two PATHs is one file.
    if (seen.insert(leaf.spot.path).second) {
      finding.take(leaf);
    }
    return true;
  };
  for_each_leaf(paths, limits, visit, obstacles);
  return std::move(finding).result(std::move(obstacles));
}

}  // namespace importer::history
