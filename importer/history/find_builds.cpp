#include "importer/history/find_builds.hpp"

#include "importer/digest.hpp"
#include "importer/history/first_look.hpp"
#include "importer/history/in_order.hpp"
#include "importer/history/job_names.hpp"
#include "importer/inputs.hpp"

#include "parsers/error.hpp"
#include "parsers/jenkins_build.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

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

/// A file where reports may be.
struct Candidate {
  Spot spot;
  Place place;
  std::string inside;
  std::string source;
  Time modified;
};

/// The same with what was found there.
struct Looked {
  Candidate file;
  FirstLook look;
};

class Finding {
public:
  Finding(const BuildRule& rule, const LookFor& look_for) : rule_(rule), look_for_(look_for) {}

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
      look_at(leaf, *place, inside);
    }
  }

  History result(Obstacles obstacles) && {
    looks_.take_all();
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
    history_.duplicates = take_out_duplicates(builds);
    return std::move(history_);
  }

private:
  Draft& draft_at(const Spot& spot, const Place& place) {
    auto& draft = drafts_[place.root];
    auto& build = draft.build;
    if (build.root.empty()) {
      build.root = place.root;
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
    auto& draft = draft_at(leaf.spot, place);
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

  void look_at(const Leaf& leaf, const Place& place, std::string inside) {
    const bool is_packed = leaf.source != leaf.spot.path;
    auto file = std::make_shared<Candidate>(Candidate{
        leaf.spot, place, std::move(inside), leaf.source, leaf.modified});
    looks_.give(leaf.size, [file, is_packed, read = read_later(leaf), this] {
      auto look = first_look(as_text(file->spot.shown), read, is_packed, look_for_);
      return Looked{std::move(*file), std::move(look)};
    });
  }

  void take(Looked looked) {
    auto& [file, look] = looked;
    if (look.is_no_report) {
      ++history_.passed_over;
      return;
    }
    auto& draft = draft_at(file.spot, file.place);
    auto& build = draft.build;
    draft.sources.insert(file.source);
    draft.of_files = std::max(draft.of_files.value_or(file.modified), file.modified);
    if (look.refusal) {
      build.unreadable.push_back(*std::move(look.refusal));
      return;
    }
    take_outcomes(draft, file.inside, look.outcomes);
    // Not moved: what lasts would keep the memory of another thread's work from being given back.
    build.reports.push_back({std::move(file.inside), std::string(look.digest)});
    build.results += look.results;
    build.bytes += look.bytes;
    const auto& named = look.named_files;
    build.named_files.insert(build.named_files.end(), named.begin(), named.end());
    build.lacks_set = build.lacks_set || look.lacks_set;
    if (look.begin) {
      take_earlier(draft.in_reports, *look.begin);
    }
  }

  /// What Jenkins gathers in junitResult.xml may be archived, too.
  static void take_outcomes(Draft& draft, std::string_view inside, const Outcomes& outcomes) {
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
    if (look_for_.reading.parser.strict && is_damaged(build)) {
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

  const BuildRule& rule_;
  LookFor look_for_;
  JobNames job_names_;
  std::map<std::string, Draft> drafts_;  ///< By root.
  History history_;
  boost::asio::thread_pool cores_{number_of_cores()};
  InOrder<Looked> looks_{cores_, [this](Looked looked) { take(std::move(looked)); }};
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
  Finding finding(rule, {options, statuses, sets});
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
