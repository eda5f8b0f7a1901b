#include "parsers/cucumber_json.hpp"

#include "parsers/outline_rows.hpp"
#include "parsers/scenario_json.hpp"
#include "parsers/text.hpp"
#include "parsers/times.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace parsers {

namespace {

using namespace std::string_view_literals;
using Kind = JsonValue::Kind;

bool is_background(const JsonValue& element) { return element.word("type") == "background"sv; }

/// What `file:features/cart.feature` names.
std::string_view path_of_uri(std::string_view uri) {
  uri.remove_prefix(uri.starts_with("file:") && !uri.starts_with("file://") ? 5 : 0);
  return uri;
}

class CucumberReader {
public:
  CucumberReader(JsonText& json, Report& report, Secrets& secrets)
      : json_(json), document_(json.document()), report_(report), secrets_(secrets) {}

  void read() {
    for (const auto& [unnamed, feature] : json_.values().front().items()) {
      if (feature.is(Kind::object)) {
        read_feature(feature);
      }
    }
  }

private:
  void read_feature(const JsonValue& feature) {
    // Cucumber-JVM writes the name behind the scenarios.
    const bool is_nameless = feature.is_open && !feature.has("name");
    if (!is_nameless) {
      auto& suite = report_.suites.emplace_back();
      suite.name = feature.word("name");
      suite.file = path_of_uri(feature.word("uri"));
    }
    const bdd::OutlineRows rows(json_, feature);
    const JsonValue* background = nullptr;
    for (const auto& [unnamed, element] : feature["elements"].items()) {
      if (!element.is(Kind::object) || element.is_open) {
        continue;
      }
      if (is_background(element)) {
        tell_of_lonely(background);
        background = &element;
      } else if (element.has("examples")) {
        json_.oddities().add(
            "outlines whose rows have no results of their own, not recorded (give the messages or "
            "the JUnit of that Cucumber): {}",
            json_.spot_of(element)
        );
      } else if (is_nameless) {
        json_.leave_out(1);
        background = nullptr;
      } else {
        read_scenario(feature, background, element, rows.suffix_of(element));
        background = nullptr;
      }
    }
    if (!feature.is_open) {
      tell_of_lonely(background);
    }
  }

  /// Each scenario has a background of its own before it.
  void tell_of_lonely(const JsonValue* background) {
    if (background != nullptr) {
      json_.oddities().add(
          "backgrounds that no scenario follows, not recorded: {}", json_.spot_of(*background)
      );
    }
  }

  void read_scenario(
      const JsonValue& feature,
      const JsonValue* background,
      const JsonValue& element,
      std::string_view row
  ) {
    auto& result = report_.results.emplace_back();
    const auto& suite = report_.suites.back();
    result.suite = static_cast<SuiteIndex>(report_.suites.size() - 1);
    result.report_line = json_.line_of(element);
    result.class_name = suite.name;
    result.name = element.word("name");
    if (!row.empty()) {
      result.name = document_.keep(fmt::format("{}{}", result.name, row));
    }
    result.file = suite.file;
    result.source_line = static_cast<std::uint32_t>(
        std::min<std::uint64_t>(element.count("line").value_or(0), UINT32_MAX)
    );
    if (const auto start = element.word("start_timestamp"); !start.empty()) {
      result.start = parse_timestamp(start);
    }
    bdd::add_tags(feature, result);
    bdd::add_tags(element, result);
    bdd::Execution execution(document_);
    if (background != nullptr) {
      add_hooks(*background, "before", "Before", execution);
    }
    add_hooks(element, "before", "Before", execution);
    if (background != nullptr) {
      add_steps(*background, execution);
      add_hooks(*background, "after", "After", execution);
    }
    add_steps(element, execution);
    add_hooks(element, "after", "After", execution);
    bdd::add_embeddings(json_, element, execution);
    execution.move_into(result);
  }

  void add_steps(const JsonValue& element, bdd::Execution& execution) {
    for (const auto& [unnamed, step] : element["steps"].items()) {
      if (!step.is(Kind::object)) {
        continue;
      }
      add_hooks(step, "before", "BeforeStep", execution);
      // In JavaScript hooks are steps that are hidden.
      if (step.is_true("hidden")) {
        execution.add_hook(
            hook_name(step.word("keyword"), step), outcome_of(step), bdd::holds_embeddings(step)
        );
      } else {
        const auto name = bdd::step_name(document_, step["keyword"].text, step["name"].text);
        execution.add_step(name, description_of(step), outcome_of(step));
      }
      bdd::add_embeddings(json_, step, execution);
      add_hooks(step, "after", "AfterStep", execution);
    }
  }

  void add_hooks(
      const JsonValue& of,
      std::string_view which,
      std::string_view called,
      bdd::Execution& execution
  ) {
    for (const auto& [unnamed, hook] : of[which].items()) {
      execution.add_hook(hook_name(called, hook), outcome_of(hook), bdd::holds_embeddings(hook));
      bdd::add_embeddings(json_, hook, execution);
    }
  }

  std::string_view hook_name(std::string_view called, const JsonValue& hook) {
    const auto where = hook["match"].word("location");
    return document_.keep(fmt::format("{} hook{}{}", called, where.empty() ? "" : ": ", where));
  }

  bdd::Outcome outcome_of(const JsonValue& step) {
    const auto& result = step["result"];
    bdd::Outcome outcome;
    outcome.word = bdd::word_in(json_, result);
    if (const auto nanoseconds = result.count("duration")) {
      constexpr auto longest = static_cast<std::uint64_t>(bdd::longest_duration.count());
      outcome.duration = std::chrono::nanoseconds(std::min(*nanoseconds, longest));
    } else if (result.has("duration") && !result["duration"].is(Kind::null)) {
      json_.oddities().add(
          "durations that are negative, no whole number of nanoseconds or far too long left out: "
          "{}",
          json_.spot_of(result)
      );
    }
    return bdd::with_error(outcome, bdd::text_in(json_, result, "error_message"));
  }

  /// What stands below the step: a text, a table. JavaScript calls both arguments.
  std::string_view description_of(const JsonValue& step) {
    JoinedText text;
    add_argument(step, "rows", text);
    const auto& doc_string = step["doc_string"];
    text.add(trimmed_block(doc_string[doc_string.has("value") ? "value" : "content"].text));
    for (const auto& [unnamed, argument] : step["arguments"].items()) {
      add_argument(argument, "rows", text);
      text.add(trimmed_block(argument["content"].text));
    }
    return text.in(document_);
  }

  void add_argument(const JsonValue& of, std::string_view name, JoinedText& text) {
    std::vector<std::vector<std::string_view>> rows;
    for (const auto& [unnamed, row] : of[name].items()) {
      auto& cells = rows.emplace_back();
      for (const auto& [nameless, cell] : row["cells"].items()) {
        cells.push_back(cell.text);
      }
    }
    text.add(bdd::table_text(secrets_, document_, rows, json_.line_of(of)));
  }

  JsonText& json_;
  Document& document_;
  Report& report_;
  Secrets& secrets_;
};

}  // namespace

bool is_cucumber_json(const JsonText& json) {
  const auto& items = json.values().front().items();
  if (items.empty() || items.front().value["elements"].is(Kind::string)) {
    return false;
  }
  const auto& feature = items.front().value;
  if (feature.has("uri") && feature.has("keyword")) {
    return true;
  }
  const auto& elements = feature["elements"].items();
  return !elements.empty() && !elements.front().value.has("location") &&
         (elements.front().value.has("steps") || elements.front().value.has("keyword") ||
          elements.front().value.has("start_timestamp"));
}

void read_cucumber_json(JsonText& json, Report& report, Secrets& secrets) {
  report.producer = "Cucumber";
  CucumberReader(json, report, secrets).read();
}

}  // namespace parsers
