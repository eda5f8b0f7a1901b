#include "parsers/behave.hpp"

#include "parsers/scenario_json.hpp"
#include "parsers/text.hpp"
#include "parsers/times.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace parsers {

namespace {

using namespace std::string_view_literals;
using Kind = JsonValue::Kind;

struct Location {
  std::string_view file;
  std::uint32_t line = 0;
};

Location location_of(const JsonValue& thing) {
  const auto text = thing.word("location");
  const auto colon = text.rfind(':');
  const auto line = colon == npos ? std::nullopt : whole_number(text.substr(colon + 1));
  if (!line || *line > UINT32_MAX) {
    return {text, 0};
  }
  return {text.substr(0, colon), static_cast<std::uint32_t>(*line)};
}

/// As behave's own JUnit calls it: the path below the folder of the features, and the feature.
/// `deep.d.Deep` of features/deep/d.feature.
std::string class_of(std::string_view file, std::string_view feature) {
  constexpr auto folder = "features/"sv;
  std::string path(file);
  std::ranges::replace(path, '\\', '/');
  const auto begin = path.starts_with(folder) ? 0 : path.find("/features/");
  if (begin != npos) {
    path.erase(0, path.find(folder, begin) + folder.size());
  }
  path.erase(std::min(path.rfind('.'), path.size()));
  std::ranges::replace(path, '/', '.');
  if (path.empty()) {
    return std::string(feature);
  }
  return fmt::format("{}.{}", path, feature.empty() ? path : feature);
}

class BehaveReader {
public:
  BehaveReader(JsonText& json, Report& report, Secrets& secrets)
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
    // json.pretty sorts the members by their names: name and place stand behind the scenarios.
    const bool is_nameless = feature.is_open && !(feature.has("name") && feature.has("location"));
    std::string_view class_name;
    if (!is_nameless) {
      auto& suite = report_.suites.emplace_back();
      suite.name = feature.word("name");
      suite.file = location_of(feature).file;
      class_name = document_.keep(class_of(suite.file, suite.name));
    }
    const auto before = report_.results.size();
    for (const auto& [unnamed, element] : feature["elements"].items()) {
      // The steps of the background are told with each scenario once more.
      if (!element.is(Kind::object) || element.is_open || element.word("type") == "background"sv) {
        continue;
      }
      if (is_nameless) {
        json_.leave_out(1);
      } else {
        read_scenario(feature, element, class_name);
      }
    }
    if (!feature.is_open && before == report_.results.size()) {
      tell_of_no_scenario(feature);
    }
  }

  /// A hook of the feature that failed leaves nothing else.
  void tell_of_no_scenario(const JsonValue& feature) {
    const auto said = feature.word("status");
    const auto word = bdd::word_of(said);
    if (word && bdd::status_of(*word) == Status::failed) {
      const auto message =
          fmt::format("the feature has the status {}, and none of its scenarios was run", said);
      report_.run_errors.push_back(
          {static_cast<SuiteIndex>(report_.suites.size() - 1),
           document_.keep(message),
           {},
           json_.line_of(feature)}
      );
    }
  }

  void read_scenario(
      const JsonValue& feature, const JsonValue& element, std::string_view class_name
  ) {
    auto& result = report_.results.emplace_back();
    const auto place = location_of(element);
    result.suite = static_cast<SuiteIndex>(report_.suites.size() - 1);
    result.report_line = json_.line_of(element);
    result.class_name = class_name;
    // As it is, with the blank behind a row whose examples have no name: so has it the JUnit.
    result.name = element["name"].text;
    result.file = place.file;
    result.source_line = place.line;
    bdd::add_tags(feature, result);
    bdd::add_tags(element, result);
    bdd::Execution execution(document_);
    for (const auto& [unnamed, step] : element["steps"].items()) {
      if (step.is(Kind::object)) {
        const auto name = bdd::step_name(document_, step["keyword"].text, step["name"].text);
        execution.add_step(name, description_of(step), outcome_of(step));
        bdd::add_embeddings(json_, step, execution);
      }
    }
    weigh_status(element, execution);
    execution.move_into(result);
    apply_untested(element, result);
  }

  /// Of a hook that failed behave tells nothing but the status of the scenario.
  void weigh_status(const JsonValue& element, bdd::Execution& execution) {
    bdd::Outcome whole;
    whole.word = bdd::word_in(json_, element);
    if (bdd::status_of(whole.word) == Status::failed && execution.status() != Status::failed) {
      whole.message =
          "the scenario failed outside of its steps, in a hook or when it was cleaned "
          "up; this format does not say how";
      execution.weigh(whole, {});
    } else if (whole.word == bdd::Word::skipped) {
      execution.weigh(whole, {});
    }
  }

  /// What behave did not come to has steps without results.
  static void apply_untested(const JsonValue& element, Result& result) {
    const auto word = bdd::word_of(element.word("status"));
    if (word == bdd::Word::not_run && result.status == Status::passed) {
      result.status = Status::not_run;
    }
  }

  bdd::Outcome outcome_of(const JsonValue& step) {
    const auto& result = step["result"];
    bdd::Outcome outcome;
    outcome.word = bdd::word_in(json_, result);
    if (const auto written = result.word("duration"); !written.empty()) {
      if (const auto seconds = parse_seconds(written)) {
        constexpr auto longest = std::chrono::floor<Duration>(bdd::longest_duration);
        outcome.duration = std::min(*seconds, longest);
      } else {
        json_.oddities().add(
            "durations that are negative, no number or far too long left out: {}",
            json_.spot_of(result)
        );
      }
    }
    const auto error = bdd::text_in(json_, result, "error_message");
    outcome = bdd::with_error(outcome, error);
    outcome.message = telling_line(outcome.message, error);
    return outcome;
  }

  /// Python tells the reason behind the stack trace, and behave what was printed behind that.
  static std::string_view telling_line(std::string_view first, std::string_view error) {
    if (!first.starts_with("Traceback ")) {
      return first;
    }
    const auto trace = error.substr(0, error.find("\n \nCaptured "));
    std::string_view told = first;
    for (auto rest = trace; !rest.empty();) {
      const auto line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(rest.size(), line.size() + 1));
      if (line.starts_with("Captured ")) {
        break;
      }
      if (!trimmed(line).empty() && line.front() != ' ' && line.front() != '\t') {
        told = trimmed(line);
      }
    }
    return told;
  }

  std::string_view description_of(const JsonValue& step) {
    JoinedText text;
    std::vector<std::vector<std::string_view>> rows;
    const auto& table = step["table"];
    if (table.is(Kind::object)) {
      rows.push_back(cells_of(table["headings"]));
      for (const auto& [unnamed, row] : table["rows"].items()) {
        rows.push_back(cells_of(row));
      }
      text.add(bdd::table_text(secrets_, document_, rows, json_.line_of(table)));
    }
    text.add(trimmed_block(bdd::text_in(json_, step, "text")));
    return text.in(document_);
  }

  static std::vector<std::string_view> cells_of(const JsonValue& row) {
    std::vector<std::string_view> cells;
    for (const auto& [unnamed, cell] : row.items()) {
      cells.push_back(cell.text);
    }
    return cells;
  }

  JsonText& json_;
  Document& document_;
  Report& report_;
  Secrets& secrets_;
};

}  // namespace

bool is_behave(const JsonText& json) {
  const auto& items = json.values().front().items();
  if (items.empty()) {
    return false;
  }
  const auto& feature = items.front().value;
  if (feature.has("uri")) {
    return false;
  }
  if (feature.has("location") && feature.has("keyword")) {
    return true;
  }
  const auto& elements = feature["elements"].items();
  return !elements.empty() && elements.front().value.has("keyword") &&
         elements.front().value.has("location");
}

void read_behave(JsonText& json, Report& report, Secrets& secrets) {
  report.producer = "behave";
  BehaveReader(json, report, secrets).read();
}

}  // namespace parsers
