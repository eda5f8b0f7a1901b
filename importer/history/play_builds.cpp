#include "importer/history/play_builds.hpp"

#include "client/error.hpp"
#include "importer/history/build_options.hpp"
#include "importer/history/dates.hpp"
#include "importer/history/forecast.hpp"
#include "importer/history/open_builds.hpp"
#include "importer/tell.hpp"
#include "importer/terminal.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <ostream>
#include <utility>

namespace asio = boost::asio;

namespace importer::history {

namespace {

using namespace std::chrono_literals;

// Between two looks at what other workers do: such a look is a question to the ledger for each set.
// Shorter than what a log is told of.
constexpr std::chrono::milliseconds first_pause = 250ms;
constexpr std::chrono::milliseconds longest_pause = 1900ms;

/// What ends more than one import.
bool ends_all(ExitCode code) {
  return code == ExitCode::refused || code == ExitCode::unreachable ||
         code == ExitCode::interrupted || code == ExitCode::usage;
}

bool is_looked_at(BuildState state) { return state != BuildState::left_out; }
bool is_forecast(BuildState state) { return state != BuildState::before; }
bool is_waiting(BuildState state) { return state == BuildState::waiting; }

/// Names of those that a run was recorded in.
void add_sets(const Summary& import, std::set<std::string>& sets) {
  if (!import.plan || !import.done) {
    return;
  }
  const auto& plan = *import.plan;
  for (std::size_t test = 0; test < plan.tests.size(); ++test) {
    const auto& outcomes = import.done->results[test];
    if (std::ranges::count(outcomes, Outcome::recorded, &ExecutionOutcome::outcome) != 0) {
      sets.insert(plan.sets[plan.tests[test].named->set].name);
    }
  }
}

EvidenceRoom room_for_evidence(const ImportOptions& options) {
  EvidenceRoom room;
  room.largest = options.attach.max_file;
  if (options.dry_run || options.attach.what == Attach::none) {
    room.most = 0;
  }
  return room;
}

std::string lost_of(const Summary& import) {
  if (!import.error.empty()) {
    return import.error;
  }
  const auto& reports = import.reports;
  if (!reports.unreadable.empty()) {
    return fmt::format("{} unreadable", text::counted(reports.unreadable.size(), "report"));
  }
  if (import.done) {
    const auto refused = count(*import.done, Outcome::refused);
    const auto unknown = count(*import.done, Outcome::unknown);
    const auto not_sent = count(*import.done, Outcome::not_sent);
    if (refused + unknown + not_sent != 0) {
      return fmt::format("{} refused, {} unknown, {} not sent", refused, unknown, not_sent);
    }
  }
  return "a report is cut off, or tells of a failure of its run";
}

}  // namespace

void tell_waiting(
    const std::string& why, const ImportOptions& options, const Streams& streams, Progress& progress
) {
  if (streams.err_is_terminal) {
    progress.phase(why);
  } else if (options.verbosity >= 0) {
    streams.err << fmt::format("ptimport: {}\n", why);
  }
}

PlayBuilds::PlayBuilds(
    const ImportOptions& options,
    KeptResults kept,
    const Streams& streams,
    ImportLedger& ledger,
    Progress& progress
)
    : options_(options),
      streams_(streams),
      ledger_(ledger),
      progress_(progress),
      thin_out_(kept),
      read_builds_(options.reading, {}, ReadBuilds::usual_most, room_for_evidence(options)) {}

void PlayBuilds::look_ahead(BackfillSummary& summary) {
  if (!thin_out_.looks_ahead()) {
    return;
  }
  progress_.phase("looking at all builds for what changes");
  for (std::size_t i = 0; i < summary.builds.size(); ++i) {
    auto& told = summary.builds[i];
    if (is_looked_at(told.state)) {
      const auto options = options_of_build(options_, told, streams_.environment);
      OneImport import(options, streams_, ledger_, progress_, {});
      auto reports = read(told, summary, &is_looked_at);
      import.take(std::move(reports), read_builds_.files_of(*told.build), told.build->shown);
      thin_out_.look_ahead(import.summary().gathered, i);
    }
  }
}

Reports PlayBuilds::read(BuildTold& told, const BackfillSummary& summary, IsRead is_read) {
  auto reports = read_builds_.read(*told.build, [&] {
    std::vector<const Build*> coming;
    for (const auto* next = &told + 1; next != summary.builds.data() + summary.builds.size();
         ++next) {
      if (is_read(next->state)) {
        coming.push_back(next->build);
      }
    }
    return coming;
  });
  told.outcomes = outcomes_of(reports, options_.statuses);
  return reports;
}

void PlayBuilds::read(
    OneImport& import, BuildTold& told, const BackfillSummary& summary, IsRead is_read
) {
  const auto number = static_cast<std::size_t>(&told - summary.builds.data());
  const auto take_out = [&](Gathered& gathered) {
    told.taken_out = thin_out_.take_out(gathered, number);
  };
  auto reports = read(told, summary, is_read);
  import.take(std::move(reports), read_builds_.files_of(*told.build), told.build->shown, take_out);
}

void PlayBuilds::forecast(BackfillSummary& summary) {
  look_ahead(summary);
  const bool leaves_out = count(summary, BuildState::left_out) != 0 || thin_out_.takes_out();
  Forecast of_chosen(ledger_);
  Forecast of_all(ledger_);
  for (auto& told : summary.builds) {
    if (!is_forecast(told.state)) {
      continue;
    }
    auto options = options_of_build(options_, told, streams_.environment);
    options.dry_run = true;
    OneImport whole(options, streams_, ledger_, progress_, {});
    auto reports = read(told, summary, &is_forecast);
    whole.take(std::move(reports), read_builds_.files_of(*told.build), told.build->shown);
    told.results = whole.summary().gathered.results;
    const bool has_more = told.results != 0 && whole.start();
    if (leaves_out && has_more) {
      add(summary.calls_of_all, of_all.add(whole.summary().gathered, options).calls);
    }
    if (told.state == BuildState::left_out) {
      continue;
    }
    std::optional<OneImport> thinned;
    if (thin_out_.takes_out()) {
      thinned.emplace(options, streams_, ledger_, progress_, std::vector<SavedPlan>());
      read(*thinned, told, summary, &is_forecast);
    }
    auto& import = thinned ? *thinned : whole;
    const auto& gathered = import.summary().gathered;
    if (thinned ? !gathered.tests.empty() && import.start() : has_more) {
      auto forecast = of_chosen.add(gathered, options);
      told.runs = forecast.runs;
      told.tests = forecast.tests;
      told.new_sets = forecast.new_sets;
      summary.sets.insert(forecast.sets.begin(), forecast.sets.end());
      told.files = forecast.files;
      told.calls = std::move(forecast.calls);
      add(summary.calls, told.calls);
    }
    told.state = BuildState::planned;
    told.files_not_sent = files_left_out(import.summary()).size();
    tell_notes_of(import.summary());
    if (judge_reports(import.summary().reports) != ExitCode::ok) {
      told.why = lost_of(import.summary());
      tell_problems(import.summary(), streams_.err, options.verbosity > 0);
      summary.exit_code = graver(summary.exit_code, ExitCode::not_all);
    }
  }
  if (!leaves_out) {
    summary.calls_of_all = summary.calls;
  }
}

asio::awaitable<void> PlayBuilds::record(
    Session& session, WindowedCalls& calls, BackfillSummary& summary
) {
  look_ahead(summary);
  const auto all = count(summary, BuildState::waiting);
  std::size_t number = 0;
  OpenBuilds open(summary.builds);
  auto pause = first_pause;
  while (!open.empty()) {
    auto* const told = open.next();
    if (told == nullptr) {
      if (pause == first_pause) {
        const auto why = fmt::format(
            "waiting for other workers, who record the next of {}",
            text::counted(open.sets(), "set")
        );
        tell_waiting(why, options_, streams_, progress_);
      }
      if (!co_await wait(session, "other workers record what is left", pause, summary)) {
        co_return;
      }
      pause = std::min(2 * pause, longest_pause);
      open.take_back();
      continue;
    }
    if (const auto closed = calls.closed_for()) {
      if (!co_await wait(session, calls.why_waiting(), *closed, summary)) {
        co_return;
      }
      open.take_back();
      continue;
    }
    if (co_await record(session, *told, summary)) {
      tell(*told, ++number, all);
      if (told->state == BuildState::stopped) {
        summary.error = told->why;
        co_return;
      }
      open.done(*told);
      open.take_back();
      pause = first_pause;
    } else {
      open.set_aside(*told);
    }
    // So that an interrupt is seen between builds that need no call.
    const auto executor = co_await asio::this_coro::executor;
    co_await asio::post(executor, asio::use_awaitable);
  }
}

asio::awaitable<bool> PlayBuilds::wait(
    Session& session, std::string why, std::chrono::milliseconds pause, BackfillSummary& summary
) {
  try {
    co_await session.practitest().wait(why, pause);
    co_return true;
  } catch (const client::Interrupted&) {
    summary.error = "interrupted while it waited: " + why;
    summary.exit_code = graver(summary.exit_code, ExitCode::interrupted);
    co_return false;
  }
}

asio::awaitable<bool> PlayBuilds::record(
    Session& session, BuildTold& told, BackfillSummary& summary
) {
  const auto options = options_of_build(options_, told, streams_.environment);
  const auto identity = identity_for(options);
  if (ledger_.recorded_before(identity)) {
    told.state = BuildState::by_other;
    co_return true;
  }
  const bool is_held = ledger_.is_held(identity);
  if (auto trouble = ledger_.trouble(); !trouble.empty()) {
    told.state = BuildState::stopped;
    told.why = std::move(trouble);
    summary.exit_code = graver(summary.exit_code, ExitCode::not_all);
    co_return true;
  }
  if (is_held) {
    co_return false;
  }
  std::vector<SavedPlan> no_plans;
  OneImport import(options, streams_, ledger_, progress_, std::move(no_plans));
  read(import, told, summary, &is_waiting);
  const bool to_do = !import.summary().gathered.tests.empty() && import.start();
  if (to_do) {
    co_await import.import(session);
  }
  import.end();
  import.finish();
  co_return take(import, told, summary);
}

bool PlayBuilds::take(OneImport& import, BuildTold& told, BackfillSummary& summary) {
  const auto& import_summary = import.summary();
  told.results = import_summary.gathered.results;
  told.runs += import_summary.done ? count(*import_summary.done, Outcome::recorded) : 0;
  add_sets(import_summary, summary.sets);
  told.files += files_sent(import_summary).files;
  told.files_not_sent += files_left_out(import_summary).size();
  tell_notes_of(import_summary);
  add(told.calls, import_summary.calls);
  add(summary.calls, import_summary.calls);
  const bool was_interrupted = import_summary.exit_code == ExitCode::interrupted;
  if (import.is_anothers() && !was_interrupted && ledger_.trouble().empty()) {
    return false;
  }
  const auto code = import_summary.exit_code == ExitCode::no_results ? ExitCode::not_all
                                                                     : import_summary.exit_code;
  summary.exit_code = graver(summary.exit_code, code);
  // What cannot be written down of this build cannot be of the next either, which may be of its
  // set.
  const auto of_import = import_summary.done ? import_summary.done->ledger_failure : std::string();
  const auto trouble = of_import.empty() ? ledger_.trouble() : of_import;
  if (code == ExitCode::ok && !import.failed_open()) {
    // It was not recorded when its turn came, and was so when it was to begin.
    const bool by_other = import_summary.recorded_before && ledger_.ended_before();
    told.state = by_other ? BuildState::by_other : BuildState::recorded;
  } else {
    tell_problems(import_summary, streams_.err, options_.verbosity > 0);
    told.why = lost_of(import_summary);
    told.state = ends_all(code) || import.failed_open() ? BuildState::stopped : BuildState::partly;
  }
  if (!trouble.empty()) {
    told.state = BuildState::stopped;
    told.why = trouble;
    summary.exit_code = graver(summary.exit_code, ExitCode::not_all);
  }
  return true;
}

void PlayBuilds::tell_notes_of(const Summary& import) {
  const auto& warning = import.fields_warning;
  if (options_.verbosity > 0) {
    progress_.finish();
    tell_notes(import, streams_.err, false);
  } else if (!warning.empty() && options_.verbosity == 0 && warnings_.insert(warning).second) {
    progress_.finish();
    streams_.err << fmt::format("ptimport: warning: {}\n", shown(warning, 1'000));
  }
}

void PlayBuilds::tell(const BuildTold& told, std::size_t number, std::size_t all) {
  const bool by_other = told.state == BuildState::by_other;
  const bool is_whole = told.state == BuildState::recorded || by_other;
  if (options_.verbosity < 0 || (is_whole && streams_.err_is_terminal)) {
    return;
  }
  progress_.finish();
  streams_.err << fmt::format(
      "ptimport: [{}/{}] {} of {}: {} in '{}' by {}{}\n",
      number,
      all,
      shown(title_of(*told.build)),
      day_of(told.build->time),
      text::counted(told.runs, "run"),
      shown(told.sets.name),
      text::counted(total(told.calls), "call"),
      by_other   ? fmt::format("; {}", name_of(told.state))
      : is_whole ? std::string()
                 : fmt::format("; {}: {}", name_of(told.state), shown(told.why, 1'000))
  );
}

}  // namespace importer::history
