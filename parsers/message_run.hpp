#pragma once

#include "parsers/gherkin_nodes.hpp"
#include "parsers/json_text.hpp"
#include "parsers/scenario.hpp"
#include "parsers/secrets.hpp"

#include <chrono>
#include <optional>
#include <string_view>
#include <unordered_map>

namespace parsers::bdd {

/// What the steps of test cases are: those of pickles, with their texts, or hooks.
class MessageSteps {
public:
  MessageSteps(JsonText& json, GherkinNodes& nodes, Secrets& secrets)
      : json_(json), nodes_(nodes), secrets_(secrets) {}

  void add_pickle(const JsonValue& pickle);
  void add_hook(const JsonValue& hook) { hooks_[hook.word("id")] = &hook; }
  void add_test_case(const JsonValue& test_case);
  void clear();

  /// Null when no message told it.
  const JsonValue* pickle(std::string_view id) const;
  /// Takes a `testStepFinished` into the execution.
  void finish(const JsonValue& finished, Execution& execution, bool holds_something);

  /// `Before hook: open the browser`.
  std::string_view hook_name(std::string_view hook_id);

private:
  std::string_view description_of(const JsonValue& pickle_step);

  using ById = std::unordered_map<std::string_view, const JsonValue*>;

  JsonText& json_;
  GherkinNodes& nodes_;
  Secrets& secrets_;
  ById pickles_;
  ById pickle_steps_;
  ById hooks_;
  ById test_steps_;
};

/// Of a `testStepResult` or a hook's `result`.
Outcome message_outcome(JsonText& json, const JsonValue& result);

/// Since 1970; nothing where there is none.
std::optional<std::chrono::nanoseconds> message_time(const JsonValue& timestamp);

}  // namespace parsers::bdd
