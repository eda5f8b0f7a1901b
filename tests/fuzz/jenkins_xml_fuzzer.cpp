#include "parsers/error.hpp"
#include "parsers/jenkins_build.hpp"
#include "parsers/jenkins_job.hpp"
#include "parsers/text.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/fuzz/tally.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace {

void check_refusal(const parsers::ParseError& error) {
  fuzz::require(*error.what() != '\0', "a refusal has no words");
  fuzz::require(parsers::is_clean(error.what()), "the words of a refusal are not clean");
}

bool is_value(const std::string& text) {
  return parsers::is_clean(text) && parsers::trimmed(text) == text;
}

void read_as_build(const std::string& bytes) {
  auto& tally = fuzz::Tally::of_program();
  try {
    const auto build = parsers::read_jenkins_build(bytes);
    fuzz::require(is_value(build.number), "a number is not clean");
    fuzz::require(is_value(build.result), "a result is not clean");
    fuzz::require(is_value(build.head), "a head is not clean");
    if (build.start) {
      const auto day = std::chrono::floor<std::chrono::days>(*build.start);
      const auto year = static_cast<int>(std::chrono::year_month_day(day).year());
      fuzz::require(year >= 1970 && year <= 9999, "a build began in no year");
    }
    tally.count(
        build.start            ? "read as a build with its start"
        : build.result.empty() ? "read as a build of which nothing is told"
                               : "read as a build with its result"
    );
    tally.count(build.head.empty() ? "no head in it" : "read with its head");
  } catch (const parsers::ParseError& error) {
    check_refusal(error);
    tally.count("refused");
  }
}

void read_as_job(const std::string& bytes) {
  try {
    const auto name = parsers::read_jenkins_job_name(bytes);
    fuzz::require(is_value(name), "a job's name is not clean");
    fuzz::Tally::of_program().count(name.empty() ? "no name of a job" : "read with a job's name");
  } catch (const parsers::ParseError& error) {
    check_refusal(error);
  }
}

}  // namespace

// What libFuzzer calls, by its name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  read_as_build(bytes);
  read_as_job(bytes);
  return 0;
}
