#include "importer/error.hpp"
#include "importer/naming.hpp"
#include "importer/text.hpp"
#include "parsers/oddities.hpp"
#include "parsers/text.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/fuzz/tally.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

namespace {

/// An input is a template and a result's texts, each behind a NUL.
std::string_view take(std::string_view& rest) {
  const auto end = rest.find('\0');
  const auto piece = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return piece;
}

/// Texts come clean from a report.
std::string clean(std::string_view text) {
  parsers::Oddities oddities;
  return parsers::cleaned(text, oddities);
}

void name_somehow(std::string_view input) {
  const auto pattern = clean(take(input));
  const auto class_name = clean(take(input));
  const auto name = clean(take(input));
  const auto parameters = clean(take(input));
  const auto file = clean(take(input));
  const auto outer = clean(take(input));
  const auto inner = clean(input);

  parsers::Report report;
  report.source = "fuzz.xml";
  report.suites.resize(2);
  report.suites[0].name = outer;
  report.suites[1].name = inner;
  report.suites[1].parent = 0;
  parsers::Result result;
  result.suite = 1;
  result.class_name = class_name;
  result.name = name;
  result.parameters = parameters;
  result.file = file;

  auto& tally = fuzz::Tally::of_program();
  try {
    const auto made = importer::NameTemplate(pattern).name_of(report, result);
    fuzz::require(!made.empty(), "the name is empty");
    fuzz::require(parsers::is_clean(made), "the name is not clean");
    fuzz::require(made.find_first_of("\r\n") == made.npos, "the name has two lines");
    fuzz::require(importer::text::nfc(made) == made, "the name is not in form C");
    fuzz::require(
        importer::text::characters(made) <= importer::max_name_characters, "the name is too long"
    );
    tally.count("named");
  } catch (const importer::UsageError& error) {
    fuzz::require(*error.what() != '\0', "a refusal has no words");
    tally.count("refused");
  }
}

}  // namespace

// What libFuzzer calls, by its name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  name_somehow({reinterpret_cast<const char*>(data), size});
  return 0;
}
