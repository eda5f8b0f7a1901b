#include "parsers/junit_status.hpp"

#include "parsers/text.hpp"

#include <algorithm>
#include <array>

namespace parsers::junit {

namespace {

using namespace std::string_view_literals;

// Source: the `status` and `result` attributes of real reports, and what is said for the same.
constexpr std::array skipped_words = {
    "notrun"sv,
    "not run"sv,
    "not_run"sv,
    "disabled"sv,
    "skipped"sv,
    "skip"sv,
    "suppressed"sv,
    "ignored"sv,
    "pending"sv};
constexpr std::array failed_words = {
    "fail"sv,
    "failed"sv,
    "failure"sv,
    "failing"sv,
    "error"sv,
    "errored"sv,
    "broken"sv,
    "crashed"sv,
    "timeout"sv,
    "timedout"sv,
    "panicked"sv,
    "interrupted"sv,
    "incomplete"sv,
    "aborted"sv};
constexpr std::array passed_words = {
    "run"sv,
    "pass"sv,
    "passed"sv,
    "passing"sv,
    "completed"sv,
    "success"sv,
    "successful"sv,
    "succeeded"sv,
    "ok"sv,
    // Qt Test's, before Qt 6: expected to fail, and what a list of known failures names. One that
    // failed unexpectedly has a failure, too.
    "xfail"sv,
    "bpass"sv,
    "bxfail"sv};

constexpr std::array ctest_blocked = {
    "Unable to find executable"sv,
    "Required Files Missing"sv,
    "Fixture dependency failed"sv,
    "Failed to start"sv,
    "Missing Configuration"sv,
    "Invalid Test Properties"sv,
    "Not Run"sv};

}  // namespace

std::optional<Status> status_of_word(std::string_view word) {
  if (is_one_of(word, skipped_words)) {
    return Status::skipped;
  }
  if (is_one_of(word, failed_words)) {
    return Status::failed;
  }
  return is_one_of(word, passed_words) ? std::optional(Status::passed) : std::nullopt;
}

int gravity(Status status) {
  switch (status) {
  case Status::errored:
    return 4;
  case Status::failed:
    return 3;
  case Status::blocked:
    return 2;
  case Status::skipped:
    return 1;
  default:
    return 0;
  }
}

bool is_doctest_warning(std::string_view type) {
  return type == "WARN" || type.starts_with("WARN_");
}

std::optional<Status> status_of_testng(std::string_view type, std::string_view message) {
  if (type == "org.testng.SkipException") {
    return Status::skipped;
  }
  if (type == "java.lang.Throwable" &&
      contains(message, " depends on not successfully finished ")) {
    return Status::blocked;
  }
  return std::nullopt;
}

bool is_blocked_in_ctest(std::string_view reason) {
  return std::ranges::find(ctest_blocked, reason) != ctest_blocked.end();
}

}  // namespace parsers::junit
