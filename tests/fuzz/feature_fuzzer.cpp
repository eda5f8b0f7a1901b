#include "parsers/error.hpp"
#include "parsers/feature_file.hpp"
#include "parsers/oddities.hpp"
#include "parsers/text.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/fuzz/tally.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

using parsers::bdd::FeatureScenario;

void check(std::string_view text, const FeatureScenario& scenario) {
  const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1;
  fuzz::require(scenario.line >= 1 && scenario.line <= lines, "a scenario stands behind the file");
  for (const auto part : {scenario.block, scenario.background, scenario.background_of_rule}) {
    fuzz::require(
        part.empty() ||
            (part.data() >= text.data() && part.data() + part.size() <= text.data() + text.size()),
        "a block is no part of the file"
    );
  }
  fuzz::require(!scenario.block.empty(), "a scenario has no text");
  const auto whole = text_of(scenario);
  fuzz::require(parsers::is_clean(whole), "a scenario's text is not clean");
  fuzz::require(whole.find(scenario.name) != whole.npos, "a scenario's text lacks its name");
  for (const auto& table : scenario.tables) {
    for (const auto& row : table.rows) {
      fuzz::require(row.line > scenario.line && row.line <= lines, "a row stands elsewhere");
      const auto name = name_of_row(scenario, table, row);
      fuzz::require(!name || parsers::is_clean(*name), "a row's name is not clean");
    }
  }
}

void read_somehow(std::string_view input) {
  parsers::Oddities oddities;
  const auto text = parsers::cleaned(input, oddities);
  auto& tally = fuzz::Tally::of_program();
  try {
    const auto file = parsers::bdd::read_feature_file(text);
    for (const auto& scenario : file.scenarios) {
      check(text, scenario);
    }
    tally.count(file.scenarios.empty() ? "read, no scenario in it" : "read with scenarios");
  } catch (const parsers::ParseError& error) {
    fuzz::require(*error.what() != '\0', "a refusal has no words");
    tally.count("refused");
  }
}

}  // namespace

// What libFuzzer calls, by its name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  read_somehow({reinterpret_cast<const char*>(data), size});
  return 0;
}
