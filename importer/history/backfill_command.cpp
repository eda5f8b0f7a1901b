#include "importer/history/backfill_command.hpp"

#include "importer/error.hpp"
#include "importer/history/build_options.hpp"
#include "importer/history/history_page.hpp"
#include "importer/history/play_builds.hpp"
#include "importer/history/set_names.hpp"
#include "importer/history/tell_backfill.hpp"
#include "importer/history/windowed_calls.hpp"
#include "importer/import_ledger.hpp"
#include "importer/no_core_dump.hpp"
#include "importer/setup.hpp"
#include "importer/terminal.hpp"
#include "importer/write_report.hpp"
#include "pages/embedded.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <ostream>
#include <utility>

namespace importer {

namespace {

using namespace history;

/// A log has a line for each build instead.
int told_by_progress(const ImportOptions& options, const Streams& streams) {
  return streams.err_is_terminal || options.verbosity != 0 ? options.verbosity : -1;
}

/// Absent where --set-id names one set.
std::optional<SetNames> sets_of(const BackfillOptions& options) {
  return options.import.set_id
             ? std::nullopt
             : std::optional<SetNames>(std::in_place, options.import.set_name, options.set_else);
}

class Backfill {
public:
  Backfill(const BackfillOptions& options, const Streams& streams)
      : options_(options),
        streams_(streams),
        rule_(options.build_from),
        sets_(sets_of(options)),
        ledger_(options.import, streams.environment),
        progress_(
            streams.err,
            told_by_progress(options.import, streams),
            streams.err_is_terminal,
            !forbids_colour(streams)
        ) {}

  ExitCode run() {
    const NoCoreDump no_core_dump;
    auto token = options_.plan ? client::Secret() : token_for(options_.import, streams_);
    if (const auto trouble = ledger_.trouble(); !trouble.empty()) {
      summary_.error = fmt::format(
          "{}; without its ledger a backfill could record a build twice, so that nothing was done",
          trouble
      );
      summary_.exit_code = ExitCode::not_all;
      return tell();
    }
    summary_.is_plan = options_.plan;
    summary_.rate = calls_a_minute(options_.import);
    progress_.phase("looking for builds");
    summary_.history = find_builds(
        options_.import.inputs,
        rule_,
        options_.import.reading,
        options_.import.statuses,
        {},
        sets_ ? &*sets_ : nullptr
    );
    choose();
    tell_obstacles(summary_.history, options_.import.verbosity, streams_.err);
    judge_history();
    if (options_.plan) {
      forecast();
    } else if (count(summary_, BuildState::waiting) != 0) {
      record(std::move(token));
    }
    return tell();
  }

private:
  /// Decides for each build what is to be done with it, before anything is.
  void choose() {
    const auto& builds = summary_.history.builds;
    const auto taken = chosen(builds, options_.choice);
    bool newer_is_recorded = false;
    for (std::size_t i = builds.size(); i-- > 0;) {
      auto& told = summary_.builds.emplace_back();
      told.build = &builds[i];
      told.results = builds[i].results;
      told.outcomes = builds[i].outcomes;
      if (!taken[i]) {
        told.state = BuildState::left_out;
      }
      if (sets_) {
        told.sets = sets_->of(builds[i]);
      } else {
        told.sets.name = fmt::format("id {}", *options_.import.set_id);
      }
      if (is_recorded(ledger_, options_of_build(options_.import, told, streams_.environment))) {
        told.state = BuildState::before;
        newer_is_recorded = true;
      } else if (taken[i]) {
        summary_.older += newer_is_recorded ? 1 : 0;
        refuse_without_set(builds[i]);
      }
    }
    std::ranges::reverse(summary_.builds);
  }

  /// Not half way, when other builds are recorded.
  static void refuse_without_set(const Build& build) {
    if (build.lacks_set) {
      throw UsageError(fmt::format(
          "results of {}, {}, have no value for what --set asks: say with --set-else NAME which "
          "test set takes them, or ask for something that all results have",
          title_of(build),
          build.shown
      ));
    }
  }

  void judge_history() {
    const auto& history = summary_.history;
    const auto& obstacles = history.obstacles;
    if (!obstacles.missing.empty() || !obstacles.unreadable.empty() || !history.broken.empty()) {
      summary_.exit_code = ExitCode::not_all;
    }
    if (history.builds.empty()) {
      summary_.exit_code = graver(summary_.exit_code, ExitCode::no_results);
      summary_.error =
          "no build with results found: check the paths; `ptimport inspect` shows what is read of "
          "a file";
    }
  }

  void forecast() {
    PlayBuilds play(options_.import, options_.kept, streams_, ledger_, progress_);
    play.forecast(summary_);
    const auto sending = time_for(total(summary_.calls), summary_.rate);
    const auto now = std::chrono::system_clock::now();
    summary_.time = sending;
    if (!options_.window.always()) {
      summary_.ends_at = options_.window.after(sending, now);
      summary_.time = std::chrono::floor<std::chrono::minutes>(*summary_.ends_at - now);
    }
  }

  void record(client::Secret token) {
    ledger_.begin_alone_in_a_set();
    WindowedCalls calls(
        options_.window,
        ledger_.shared_calls(),
        &std::chrono::system_clock::now,
        [this](const std::string& why) { tell_waiting(why, options_.import, streams_, progress_); }
    );
    Session session(
        options_.import,
        std::move(token),
        progress_,
        options_.window.always() ? ledger_.shared_calls() : &calls
    );
    session.every(between_signs_of_life, [this] { ledger_.renew(); });
    session.every(std::chrono::seconds(1), [this] { progress_.tick(); });
    progress_.allow(summary_.rate);
    PlayBuilds play(options_.import, options_.kept, streams_, ledger_, progress_);
    session.run(play.record(session, calls, summary_));
  }

  ExitCode tell() {
    progress_.finish();
    summary_.made = progress_.made();
    summary_.exit_code = graver(
        summary_.exit_code,
        write_page(
            options_.import,
            streams_,
            pages::history_mustache,
            [this] { return history_page(summary_); }
        )
    );
    if (!summary_.error.empty()) {
      streams_.err << fmt::format("ptimport: {}\n", shown(summary_.error, 1'000));
    }
    if (options_.import.form == SummaryForm::json) {
      write_backfill_json(summary_, streams_.out);
    } else if (options_.import.verbosity >= 0 || options_.plan) {
      tell_backfill(summary_, streams_.out);
    }
    return summary_.exit_code;
  }

  const BackfillOptions& options_;
  const Streams& streams_;
  BuildRule rule_;
  std::optional<SetNames> sets_;
  ImportLedger ledger_;
  Progress progress_;
  BackfillSummary summary_;
};

}  // namespace

ExitCode backfill(const BackfillOptions& options, const Streams& streams) {
  return Backfill(options, streams).run();
}

}  // namespace importer
