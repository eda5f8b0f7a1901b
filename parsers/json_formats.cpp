#include "parsers/json_formats.hpp"

#include "parsers/behave.hpp"
#include "parsers/cucumber_json.hpp"
#include "parsers/cucumber_messages.hpp"
#include "parsers/cut_off.hpp"
#include "parsers/error.hpp"
#include "parsers/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace parsers {

namespace {

using namespace std::string_view_literals;

constexpr std::array formats_of_json = std::to_array<JsonFormat>({
    {"cucumber", "Cucumber's report of the formatter json", is_cucumber_json, read_cucumber_json},
    {"cucumber-messages",
     "Cucumber's messages, a line of JSON each",
     is_cucumber_messages,
     read_cucumber_messages},
    {"behave", "behave's report of the formatters json and json.pretty", is_behave, read_behave},
});

/// Names by which the reports of Jest, GoogleTest, Mocha, Playwright, pytest-json-report, and the
/// Common Test Report Format are known.
constexpr std::array names_in_results = {
    "numTotalTests"sv,
    "testsuites"sv,
    "testResults"sv,
    "stats"sv,
    "suites"sv,
    "results"sv,
    "tests"sv};

[[noreturn]] void refuse_unknown_json(const JsonText& json) {
  const auto& first = json.values().front();
  const auto place = json.spot_of(first).lines.place_of(first.offset);
  if (first.items().empty() && first.is(JsonValue::Kind::array)) {
    throw NotAReport(
        place.line,
        place.column,
        "this is an empty list: when no scenario was run, Cucumber's json "
        "and behave's look like this"
    );
  }
  std::string understood = "Robot Framework's output.json";
  for (const auto& format : formats_of_json) {
    understood += fmt::format(", {}", format.described);
  }
  const auto why = fmt::format(
      "this is JSON of no test report that is understood; understood are: {}. Have other tools "
      "write JUnit XML (GoogleTest: --gtest_output=xml; Jest: jest-junit)",
      understood
  );
  if (std::ranges::any_of(names_in_results, [&](auto name) { return first.has(name); })) {
    throw ParseError(place.line, place.column, why);
  }
  throw NotAReport(place.line, place.column, why);
}

/// A number, true, false or null.
bool is_bare_value(std::string_view word) {
  double number = 0;
  const auto* const end = word.data() + word.size();
  const auto [stop, error] = std::from_chars(word.data(), end, number);
  return (error == std::errc{} && stop == end) || word == "true" || word == "false" ||
         word == "null";
}

}  // namespace

std::span<const JsonFormat> json_formats() { return formats_of_json; }

bool looks_like_json(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto begin = text.find_first_not_of(blanks);
  if (begin == npos || (text[begin] != '{' && text[begin] != '[')) {
    return false;
  }
  // "[INFO] Running tests" and "[12:30:01]" stand before many a report.
  const auto next = text.find_first_not_of(blanks, begin + 1);
  return next == npos || std::string_view("{[]}\"").find(text[next]) != npos ||
         is_bare_value(text.substr(next, text.find_first_of(",] \t\r\n", next) - next));
}

const JsonFormat& json_format_of(const JsonText& json, std::string_view asked) {
  if (json.values().empty()) {
    refuse_cut(*json.cut_off(), 0);
  }
  const auto* const found = std::ranges::find_if(formats_of_json, [&json](const auto& format) {
    return format.recognises(json);
  });
  if (found == formats_of_json.end()) {
    if (json.cut_off()) {
      refuse_cut(*json.cut_off(), 0);
    }
    refuse_unknown_json(json);
  }
  if (!asked.empty() && asked != found->name) {
    throw NotAReport(
        1,
        1,
        fmt::format(
            "it is to be read as {}, but it is {}, {}; without --report-format the content decides",
            asked,
            found->name,
            found->described
        )
    );
  }
  return *found;
}

}  // namespace parsers
