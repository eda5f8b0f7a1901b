#include "importer/history/tell_backfill.hpp"

#include "importer/history/dates.hpp"
#include "importer/history/time_words.hpp"
#include "importer/terminal.hpp"
#include "importer/text.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <ostream>
#include <set>

namespace importer::history {

namespace {

/// More lines of one kind nobody reads; --verbose gives all.
constexpr std::size_t most_lines = 10;

class Lines {
public:
  Lines(std::ostream& err, const char* kind, std::size_t most)
      : err_(err), kind_(kind), most_(most) {}
  ~Lines() {
    if (count_ > most_) {
      err_ << fmt::format("ptimport: {}: and {} more (-v shows all)\n", kind_, count_ - most_);
    }
  }
  Lines(const Lines&) = delete;
  Lines& operator=(const Lines&) = delete;

  void add(const std::string& line) {
    if (count_++ < most_) {
      err_ << fmt::format("ptimport: {}: {}\n", kind_, shown(line, 1'000));
    }
  }

private:
  std::ostream& err_;
  const char* kind_;
  std::size_t most_;
  std::size_t count_ = 0;
};

std::string described(const Build& build) {
  return fmt::format("{} of {} UTC, {}", title_of(build), minute_of(build.time), build.shown);
}

void tell_builds(const BackfillSummary& summary, std::ostream& out) {
  const auto& builds = summary.history.builds;
  std::set<std::string_view> jobs;
  std::array<std::size_t, 4> from{};
  for (const auto& build : builds) {
    jobs.insert(build.job);
    ++from[static_cast<std::size_t>(build.time_from)];
  }
  std::string sources;
  for (const auto each : {TimeFrom::jenkins, TimeFrom::path, TimeFrom::reports, TimeFrom::files}) {
    if (const auto number = from[static_cast<std::size_t>(each)]; number != 0) {
      sources += fmt::format("{}{} {}", sources.empty() ? "" : ", ", name_of(each), number);
    }
  }
  out << fmt::format(
      "{} of {} (their time is from: {})\n",
      text::counted(builds.size(), "build"),
      text::counted(jobs.size(), "job"),
      sources
  );
  if (!builds.empty()) {
    out << fmt::format("  oldest  {}\n", shown(described(builds.front()), 300));
    out << fmt::format("  newest  {}\n", shown(described(builds.back()), 300));
  }
}

/// Of all builds together.
std::size_t sum(const BackfillSummary& summary, std::size_t BuildTold::*number) {
  std::size_t all = 0;
  for (const auto& told : summary.builds) {
    all += told.*number;
  }
  return all;
}

void tell_what_is_left_out(const BackfillSummary& summary, std::ostream& out) {
  const auto& history = summary.history;
  const auto tell = [&out](std::size_t number, const char* what) {
    if (number != 0) {
      out << fmt::format("  {:>6}  {}\n", text::grouped(number), what);
    }
  };
  const auto sent = sum(summary, &BuildTold::files);
  tell(sent, sent == 1 ? "file with them" : "files with them");
  const auto not_sent = sum(summary, &BuildTold::files_not_sent);
  tell(
      not_sent,
      not_sent == 1 ? "file not sent (-v tells which and why)"
                    : "files not sent (-v tells which and why)"
  );
  tell(count(summary, BuildState::before), "recorded before: no call");
  tell(count(summary, BuildState::left_out), "left out by --since, --until, --every or --last");
  tell(sum(summary, &BuildTold::taken_out), "runs left out by --results");
  tell(history.duplicates.size(), "the same as another one, byte for byte");
  tell(history.running.size(), "not at their end, as Jenkins says");
  tell(history.broken.size(), "unreadable");
  tell(history.without_reports, "of Jenkins without test results");
  tell(history.without_results, "whose reports hold no result");
  if (history.passed_over != 0) {
    out << fmt::format(
        "  passed over: {} no test reports\n",
        history.passed_over == 1 ? "1 file that is"
                                 : text::grouped(history.passed_over) + " files that are"
    );
  }
}

void tell_calls(const CallCounts& calls, std::ostream& out) {
  for (const auto& [call, number] : calls) {
    out << fmt::format("  {:>6}  {}\n", text::grouped(number), call);
  }
}

void tell_backfill_plan(const BackfillSummary& summary, std::ostream& out) {
  std::size_t made_sets = 0;
  std::size_t results = 0;
  std::size_t runs = 0;
  std::size_t tests = 0;
  for (const auto& told : summary.builds) {
    if (told.state == BuildState::planned) {
      made_sets += told.new_sets;
      results += told.results;
      runs += told.runs;
      tests += told.tests;
    }
  }
  out << fmt::format(
      "\nto record: {} with {}, as {} in {} ({} new), {}\n",
      text::counted(count(summary, BuildState::planned), "build"),
      text::counted(results, "result"),
      text::counted(runs, "run"),
      text::counted(summary.sets.size(), "set"),
      made_sets,
      text::counted(tests, "new test")
  );
  tell_what_is_left_out(summary, out);
  const auto calls = total(summary.calls);
  out << fmt::format("\n{}: {}\n", text::counted(calls, "call"), time_words(calls, summary.rate));
  tell_calls(summary.calls, out);
  if (summary.ends_at) {
    const auto seconds = std::chrono::system_clock::to_time_t(*summary.ends_at);
    std::tm local{};
    localtime_r(&seconds, &local);
    out << fmt::format(
        "with --window it is over at {:%Y-%m-%d %H:%M}, {} from now\n",
        local,
        duration_words(summary.time)
    );
  }
  const auto all = total(summary.calls_of_all);
  if (count(summary, BuildState::left_out) != 0 || sum(summary, &BuildTold::taken_out) != 0) {
    out << fmt::format(
        "of all builds it would be {}, {}: the choice saves {}\n",
        text::counted(all, "call"),
        time_words(all, summary.rate),
        text::counted(all - std::min(all, calls), "call")
    );
  }
  out << "if PractiTest holds no more than earlier imports from here have seen: tests and sets "
         "that "
         "others made\nare found, and make it fewer\n";
}

void tell_what_was_done(const BackfillSummary& summary, std::ostream& out) {
  const auto recorded = count(summary, BuildState::recorded);
  out << fmt::format(
      "\nrecorded: {} with {}, by {}\n",
      text::counted(recorded, "build"),
      text::counted(sum(summary, &BuildTold::runs), "run"),
      text::counted(total(summary.calls), "call")
  );
  const auto tell = [&](BuildState state, const char* what) {
    if (const auto number = count(summary, state); number != 0) {
      out << fmt::format("  {:>6}  {}\n", text::grouped(number), what);
    }
  };
  tell(BuildState::by_other, "recorded by another worker");
  tell(BuildState::partly, "partly recorded");
  tell(BuildState::stopped, "stopped half way");
  tell(BuildState::waiting, "not begun");
  tell_what_is_left_out(summary, out);
  if (count(summary, BuildState::partly) + count(summary, BuildState::stopped) +
          count(summary, BuildState::waiting) !=
      0) {
    out << "the same command again goes on where this one ended\n";
  }
}

}  // namespace

void tell_obstacles(const History& history, int verbosity, std::ostream& err) {
  if (verbosity < 0) {
    return;
  }
  const auto most = verbosity > 0 ? static_cast<std::size_t>(-1) : most_lines;
  {
    Lines lines(err, "not there", most);
    for (const auto& path : history.obstacles.missing) {
      lines.add(path);
    }
  }
  {
    Lines lines(err, "note: nothing to read", most);
    for (const auto& path : history.obstacles.unmatched) {
      lines.add(fmt::format("{} holds neither reports nor archives", path));
    }
  }
  {
    Lines lines(err, "unreadable", most);
    for (const auto& file : history.obstacles.unreadable) {
      lines.add(to_text(file));
    }
    for (const auto& build : history.broken) {
      lines.add(fmt::format(
          "{}: {}",
          described(build),
          build.unreadable.empty() ? "its archive is damaged" : to_text(build.unreadable.front())
      ));
    }
  }
  {
    Lines lines(err, "note: the same build twice", most);
    for (const auto& twin : history.duplicates) {
      lines.add(fmt::format("{} is left out, {} is the same", twin.build.shown, twin.of));
    }
  }
  {
    Lines lines(err, "note: not at its end", most);
    for (const auto& build : history.running) {
      lines.add(fmt::format("{}: Jenkins gives no result of it; it is left out", described(build)));
    }
  }
  if (history.outside != 0) {
    err << fmt::format(
        "ptimport: note: {} outside of every build, because --build-from does not match: {}{}\n",
        text::counted(history.outside, "file"),
        shown(history.one_outside, 300),
        history.outside == 1 ? "" : " and others"
    );
  }
}

void tell_backfill(const BackfillSummary& summary, std::ostream& out) {
  if (summary.history.builds.empty()) {
    tell_what_is_left_out(summary, out);
    return;
  }
  tell_builds(summary, out);
  if (summary.is_plan) {
    tell_backfill_plan(summary, out);
  } else {
    tell_what_was_done(summary, out);
  }
  if (summary.older != 0) {
    out << fmt::format(
        "note: {} older than one that was recorded before: PractiTest shows the run that came "
        "last, and of their tests that is an old one\n",
        summary.older == 1 ? std::string("1 build is")
                           : fmt::format("{} builds are", text::grouped(summary.older))
    );
  }
}

}  // namespace importer::history
