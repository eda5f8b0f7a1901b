#include "importer/second_look.hpp"

#include "importer/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ostream>

namespace importer {

namespace {

using namespace std::chrono_literals;

/// Long enough for what writes a report in one go, too short to be felt beside an import.
constexpr auto interval = 1s;
constexpr auto longest_wait = 60s;

bool may_grow(const Attempt& attempt) { return attempt.ends_early && attempt.stamp; }

bool has_changed(const Attempt& attempt) {
  return may_grow(attempt) && stamp_of(*attempt.input) != attempt.stamp;
}

}  // namespace

void SecondLook::look() {
  for (auto waited = 0s; std::ranges::any_of(attempts_, may_grow); waited += interval) {
    if (waited >= longest_wait) {
      refuse_what_grows();
      return;
    }
    streams_.pause(interval);
    if (!look_once()) {
      return;
    }
  }
}

bool SecondLook::look_once() {
  for (auto& attempt : attempts_) {
    const bool grows = has_changed(attempt);
    if (grows) {
      attempt = importer::attempt(*attempt.input, options_, streams_.in);
      tell_wait(attempt);
    }
    attempt.grows = grows;
  }
  return std::ranges::any_of(attempts_, &Attempt::grows);
}

void SecondLook::tell_wait(const Attempt& attempt) {
  if (tells_waits_ && may_grow(attempt) && told_.insert(attempt.input).second) {
    streams_.err << fmt::format(
        "ptimport: note: {} is still being written; waiting for its end, {} seconds at most\n",
        shown(attempt.input->shown),
        longest_wait.count()
    );
  }
}

void SecondLook::refuse_what_grows() {
  for (auto& attempt : attempts_) {
    if (attempt.grows && attempt.ends_early) {
      attempt.report.reset();
      attempt.refusal = {
          attempt.input->shown,
          0,
          0,
          fmt::format(
              "still being written after {} seconds: wait for the end of the tests, and give it "
              "then",
              longest_wait.count()
          )};
    }
  }
}

}  // namespace importer
