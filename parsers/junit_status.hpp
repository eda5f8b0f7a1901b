#pragma once

#include "parsers/report.hpp"

#include <optional>
#include <string_view>

/// What the words of JUnit's many writers mean.
namespace parsers::junit {

/// Of a `status` or `result` attribute: passed, failed or skipped; nothing for an unknown word.
std::optional<Status> status_of_word(std::string_view word);

/// Of several outcomes of one test the one of most gravity is the test's.
int gravity(Status status);

/// doctest's WARN, WARN_EQ, … never fail a test. Source: doctest's reference of assertions.
bool is_doctest_warning(std::string_view type);

/// Of an `error` that is none: TestNG's report of one class writes its skips so. Source: reports
/// of TestNG 6.9.
std::optional<Status> status_of_testng(std::string_view type, std::string_view message);

/// Why a test never ran, which CTest itself counts as failed. Source: cmCTestTestHandler.cxx.
bool is_blocked_in_ctest(std::string_view reason);

}  // namespace parsers::junit
