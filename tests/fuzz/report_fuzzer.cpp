#include "parsers/error.hpp"
#include "parsers/read_report.hpp"
#include "parsers/split_parameters.hpp"
#include "parsers/text.hpp"
#include "tests/fuzz/model_check.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/fuzz/tally.hpp"
#include "tests/fuzz/xml_changes.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

namespace {

void read_somehow(std::string bytes) {
  auto& tally = fuzz::Tally::of_program();
  try {
    parsers::ReadOptions options;
    options.step_depth = 3;
    auto report = parsers::read_report("fuzz.xml", std::move(bytes), options);
    fuzz::check(report);
    parsers::split_parameters(report, {true, true, true});
    fuzz::check(report);
    const auto& wanted = fuzz::arguments_of_program().format;
    if (!wanted.empty() && report.format != wanted) {
      tally.count("read as another format");
    } else {
      tally.count(report.results.empty() ? "read, no result in them" : "read with results");
    }
  } catch (const parsers::NotAReport&) {
    tally.count("refused as no report");
  } catch (const parsers::ParseError& error) {
    fuzz::require(*error.what() != '\0', "a refusal has no words");
    fuzz::require(parsers::is_clean(error.what()), "the words of a refusal are not clean");
    tally.count("refused");
  }
}

}  // namespace

// What libFuzzer calls, by its name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  read_somehow(std::string(reinterpret_cast<const char*>(data), size));
  return 0;
}
