#include "importer/progress.hpp"

#include "importer/progress_line.hpp"
#include "importer/terminal.hpp"
#include "importer/text.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <ostream>
#include <utility>

namespace importer {

namespace {

/// A log gets a line as seldom as this.
constexpr std::chrono::seconds between_lines{10};
/// Quicker than this nobody reads.
constexpr std::chrono::milliseconds between_frames{100};
/// Shorter pauses are not worth a line in a log.
constexpr std::chrono::seconds telling_pause{2};

std::string waiting_text(const std::string& why, std::chrono::steady_clock::duration how_long) {
  return fmt::format(
      "waiting {} s: {}", std::chrono::ceil<std::chrono::seconds>(how_long).count(), why
  );
}

std::string time_of_day(std::chrono::system_clock::time_point time) {
  const auto seconds = std::chrono::system_clock::to_time_t(time);
  std::tm local{};
  localtime_r(&seconds, &local);
  return fmt::format("{:%H:%M:%S}", local);
}

}  // namespace

Progress::Progress(std::ostream& err, int verbosity, bool live, bool colour, Now now)
    : err_(err),
      verbosity_(verbosity),
      live_(live && verbosity == 0),
      colour_(colour),
      now_(std::move(now)) {}

Progress::~Progress() { finish(); }

void Progress::phase(const std::string& what) {
  phase_ = what;
  if (live_) {
    redraw();
  } else if (verbosity_ >= 0) {
    print(what);
  }
}

void Progress::expect(std::size_t results, std::size_t calls) {
  last_told_ = now_();
  results_ = results;
  results_done_ = 0;
  calls_expected_ = calls_made_ + calls;
}

void Progress::recorded(std::size_t results) {
  results_done_ += results;
  if (live_) {
    show();
    return;
  }
  const auto now = now_();
  if (verbosity_ >= 0 && now - last_told_ >= between_lines && results_done_ < results_) {
    last_told_ = now;
    print(fmt::format("{} of {}", text::grouped(results_done_), text::counted(results_, "result")));
  }
}

void Progress::tick() {
  if (live_ && pause_) {
    redraw();
  }
}

void Progress::finish() {
  if (line_shown_) {
    err_ << "\r\x1b[K" << std::flush;
    line_shown_ = false;
  }
}

void Progress::called(
    const std::string& call, int status, int attempt, std::chrono::milliseconds took
) {
  ++calls_[call];
  ++calls_made_;
  const auto now = now_();
  pace_.made(now, took);
  made_.push_back({now, status});
  pause_.reset();
  if (verbosity_ > 0) {
    const auto answer = status == 0 ? std::string("no answer") : std::to_string(status);
    const auto repeated = attempt > 1 ? fmt::format(", attempt {}", attempt) : std::string();
    print(fmt::format("{} -> {} in {} ms{}", call, answer, took.count(), repeated));
  }
  show();
}

void Progress::waiting(const std::string& why, std::chrono::milliseconds how_long) {
  pause_ = Pause{why, now_() + how_long};
  if (live_) {
    redraw();
  } else if (verbosity_ > 0 || (verbosity_ == 0 && how_long >= telling_pause)) {
    print(waiting_text(why, how_long));
  }
}

void Progress::show() {
  const auto now = now_();
  if (live_ && now - last_drawn_ >= between_frames) {
    last_drawn_ = now;
    redraw();
  }
}

void Progress::redraw() {
  const auto now = now_();
  ProgressLine line;
  line.phase = phase_;
  line.results = results_;
  line.results_done = results_done_;
  line.calls = std::max(calls_expected_, calls_made_);
  line.calls_done = calls_made_;
  line.calls_left = pace_.left(now);
  if (pause_ && pause_->until <= now) {
    pause_.reset();
  }
  line.pause = pause_ ? waiting_text(pause_->why, pause_->until - now) : std::string();
  const auto time = pace_.time_for(line.calls - calls_made_, now);
  if (results_ != 0 && time) {
    line.ends = time_of_day(std::chrono::system_clock::now() + *time);
  }
  // A column less than there are: some terminals begin a new line after the last.
  err_ << "\r\x1b[K" << to_text(line, terminal_columns() - 1, colour_) << std::flush;
  line_shown_ = true;
}

void Progress::print(const std::string& line) { err_ << "ptimport: " << line << std::endl; }

}  // namespace importer
