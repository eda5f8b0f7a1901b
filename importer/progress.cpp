#include "importer/progress.hpp"

#include "importer/text.hpp"

#include <fmt/format.h>

#include <ostream>

namespace importer {

namespace {

/// A log gets a line as seldom as this.
constexpr std::chrono::seconds between_lines{10};
/// Quicker than this nobody reads.
constexpr std::chrono::milliseconds between_frames{100};
/// Shorter pauses are not worth a line in a log.
constexpr std::chrono::seconds telling_pause{2};

std::string seconds(std::chrono::milliseconds time) {
  return fmt::format("{} s", std::chrono::ceil<std::chrono::seconds>(time).count());
}

}  // namespace

Progress::Progress(std::ostream& err, int verbosity, bool live)
    : err_(err), verbosity_(verbosity), live_(live && verbosity == 0) {}

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
  last_told_ = std::chrono::steady_clock::now();
  results_ = results;
  calls_expected_ = calls_made_ + calls;
}

void Progress::recorded(std::size_t results) {
  results_done_ += results;
  if (live_) {
    show();
    return;
  }
  const auto now = std::chrono::steady_clock::now();
  if (verbosity_ >= 0 && now - last_told_ >= between_lines && results_done_ < results_) {
    last_told_ = now;
    print(fmt::format("{} of {}", text::grouped(results_done_), text::counted(results_, "result")));
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
  pause_.clear();
  if (verbosity_ > 0) {
    const auto answer = status == 0 ? std::string("no answer") : std::to_string(status);
    const auto repeated = attempt > 1 ? fmt::format(", attempt {}", attempt) : std::string();
    print(fmt::format("{} -> {} in {} ms{}", call, answer, took.count(), repeated));
  }
  show();
}

void Progress::waiting(const std::string& why, std::chrono::milliseconds how_long) {
  pause_ = fmt::format("waiting {}: {}", seconds(how_long), why);
  if (live_) {
    redraw();
  } else if (verbosity_ > 0 || (verbosity_ == 0 && how_long >= telling_pause)) {
    print(pause_);
  }
}

void Progress::show() {
  const auto now = std::chrono::steady_clock::now();
  if (live_ && now - last_drawn_ >= between_frames) {
    last_drawn_ = now;
    redraw();
  }
}

void Progress::redraw() {
  err_ << "\r\x1b[K" << phase_;
  if (results_ != 0) {
    err_ << fmt::format(
        " · {} of {} · call {} of {}",
        text::grouped(results_done_),
        text::counted(results_, "result"),
        text::grouped(calls_made_),
        text::grouped(calls_expected_)
    );
  }
  if (!pause_.empty()) {
    err_ << " · " << pause_;
  }
  err_ << std::flush;
  line_shown_ = true;
}

void Progress::print(const std::string& line) { err_ << "ptimport: " << line << std::endl; }

}  // namespace importer
