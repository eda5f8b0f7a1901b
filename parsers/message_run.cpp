#include "parsers/message_run.hpp"

#include "parsers/scenario_json.hpp"
#include "parsers/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace parsers::bdd {

namespace {

using namespace std::string_view_literals;

std::string_view kind_of_hook(const JsonValue* hook) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kinds = {
      {{"BEFORE_TEST_RUN", "BeforeAll hook"},
       {"AFTER_TEST_RUN", "AfterAll hook"},
       {"BEFORE_TEST_CASE", "Before hook"},
       {"AFTER_TEST_CASE", "After hook"},
       {"BEFORE_TEST_STEP", "BeforeStep hook"},
       {"AFTER_TEST_STEP", "AfterStep hook"}}};
  const auto type = hook == nullptr ? ""sv : hook->word("type");
  const auto* const found =
      std::ranges::find(kinds, type, &std::pair<std::string_view, std::string_view>::first);
  return found == kinds.end() ? "Hook"sv : found->second;
}

const JsonValue* value_of(
    const std::unordered_map<std::string_view, const JsonValue*>& known, std::string_view id
) {
  const auto found = known.find(id);
  return found == known.end() ? nullptr : found->second;
}

}  // namespace

std::optional<std::chrono::nanoseconds> message_time(const JsonValue& timestamp) {
  const auto seconds = timestamp.count("seconds");
  const auto nanos = timestamp.count("nanos").value_or(0);
  constexpr std::uint64_t latest = 9'000'000'000;  // In the year 2255; all fits into 64 bits.
  constexpr std::uint64_t second = 1'000'000'000;
  if (!seconds || *seconds > latest || nanos >= second) {
    return std::nullopt;
  }
  return std::chrono::nanoseconds(*seconds * second + nanos);
}

Outcome message_outcome(JsonText& json, const JsonValue& result) {
  Outcome outcome;
  outcome.word = word_in(json, result);
  if (const auto duration = message_time(result["duration"])) {
    outcome.duration = std::min(*duration, longest_duration);
  }
  const auto& exception = result["exception"];
  const auto message = trimmed(result["message"].text);
  const auto stack = exception["stackTrace"].text;
  outcome = with_error(outcome, stack.empty() ? message : stack);
  outcome.type = exception.word("type");
  if (const auto said = exception.word("message"); !said.empty()) {
    outcome.message = said;
  }
  return outcome;
}

void MessageSteps::clear() {
  pickles_.clear();
  pickle_steps_.clear();
  hooks_.clear();
  test_steps_.clear();
}

void MessageSteps::add_pickle(const JsonValue& pickle) {
  pickles_[pickle.word("id")] = &pickle;
  for (const auto& [unnamed, step] : pickle["steps"].items()) {
    pickle_steps_[step.word("id")] = &step;
  }
}

void MessageSteps::add_test_case(const JsonValue& test_case) {
  for (const auto& [unnamed, step] : test_case["testSteps"].items()) {
    test_steps_[step.word("id")] = &step;
  }
}

const JsonValue* MessageSteps::pickle(std::string_view id) const { return value_of(pickles_, id); }

std::string_view MessageSteps::hook_name(std::string_view hook_id) {
  const auto* const hook = value_of(hooks_, hook_id);
  std::string where;
  if (hook != nullptr) {
    where = hook->word("name");
    if (where.empty()) {
      const auto& source = (*hook)["sourceReference"];
      where = source.word("uri");
      const auto line = source["location"].word("line");
      where += where.empty() || line.empty() ? "" : fmt::format(":{}", line);
    }
  }
  return json_.document().keep(
      fmt::format("{}{}{}", kind_of_hook(hook), where.empty() ? "" : ": ", where)
  );
}

void MessageSteps::finish(const JsonValue& finished, Execution& execution, bool holds_something) {
  const auto outcome = message_outcome(json_, finished["testStepResult"]);
  const auto* const test_step = value_of(test_steps_, finished.word("testStepId"));
  const auto* const step =
      test_step == nullptr ? nullptr : value_of(pickle_steps_, test_step->word("pickleStepId"));
  if (step != nullptr) {
    const auto keyword = nodes_.keyword_of(*step);
    const auto name = step_name(json_.document(), keyword, (*step)["text"].text);
    execution.add_step(name, description_of(*step), outcome);
  } else if (test_step != nullptr && test_step->has("hookId")) {
    execution.add_hook(hook_name(test_step->word("hookId")), outcome, holds_something);
  } else {
    json_.oddities().add("steps of which no message tells the text: {}", json_.spot_of(finished));
    execution.add_step("a step whose text the report does not tell", {}, outcome);
  }
}

std::string_view MessageSteps::description_of(const JsonValue& pickle_step) {
  const auto& argument = pickle_step["argument"];
  JoinedText text;
  std::vector<std::vector<std::string_view>> rows;
  for (const auto& [unnamed, row] : argument["dataTable"]["rows"].items()) {
    auto& cells = rows.emplace_back();
    for (const auto& [nameless, cell] : row["cells"].items()) {
      cells.push_back(cell["value"].text);
    }
  }
  text.add(table_text(secrets_, json_.document(), rows, json_.line_of(pickle_step)));
  text.add(trimmed_block(argument["docString"]["content"].text));
  return text.in(json_.document());
}

}  // namespace parsers::bdd
