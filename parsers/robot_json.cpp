#include "parsers/robot_json.hpp"

#include "parsers/error.hpp"
#include "parsers/text.hpp"
#include "parsers/traced_xml.hpp"

#include <fmt/format.h>

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parser.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <utility>

namespace parsers::robot {

namespace {

namespace json = boost::json;
using namespace std::string_view_literals;

/// A member that no writer knows, given to each object before it is parsed: where it stands.
constexpr auto line_name = "@line"sv;

/// Suites and keywords lie in two levels each; Robot Framework itself ends at 140 keywords.
constexpr std::size_t deepest = 1'000;

std::string with_lines(std::string_view text) {
  std::string marked;
  marked.reserve(text.size() + text.size() / 8);
  std::uint32_t line = 1;
  bool in_string = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    marked += c;
    if (c == '\n') {
      ++line;
    } else if (c == '"') {
      in_string = !in_string;
    } else if (in_string && c == '\\' && at + 1 < text.size()) {
      marked += text[++at];
    } else if (c == '{' && !in_string) {
      const auto next = text.find_first_not_of(" \t\r\n", at + 1);
      const bool is_empty = next == npos || text[next] == '}';
      fmt::format_to(
          std::back_inserter(marked), R"("{}":{}{})", line_name, line, is_empty ? "" : ","
      );
    }
  }
  return marked;
}

[[noreturn]] void refuse(std::string_view text, std::size_t offset, const std::string& why) {
  const auto before = text.substr(0, offset);
  throw ParseError(static_cast<std::uint32_t>(std::ranges::count(before, '\n')) + 1, 0, why);
}

json::value parsed(const std::string& text, json::storage_ptr storage) {
  json::parse_options options;
  options.max_depth = deepest;
  json::parser parser({}, options);
  parser.reset(std::move(storage));
  json::error_code error;
  const auto read = parser.write_some(text.data(), text.size(), error);
  // A number may be wrong only because its end is missing.
  if (error == json::error::incomplete || (error && read == text.size())) {
    throw EndsEarly(
        0,
        0,
        "Robot Framework's JSON ends in the middle, so that nothing of it can be read; it was "
        "probably cut off (of a cut output.xml the complete results are taken)"
    );
  }
  if (error) {
    refuse(text, read, fmt::format("this is not well-formed JSON: {}", error.message()));
  }
  return parser.release();
}

/// Of an object: null where it lacks the name, or has something of another kind there.
const json::object* object_in(const json::object& object, std::string_view name) {
  const auto* const value = object.if_contains(name);
  return value == nullptr ? nullptr : value->if_object();
}

const json::array& array_in(const json::object& object, std::string_view name) {
  static const json::array none;
  const auto* const value = object.if_contains(name);
  const auto* const array = value == nullptr ? nullptr : value->if_array();
  return array == nullptr ? none : *array;
}

std::string text_of(const json::value& value) {
  if (const auto* const text = value.if_string()) {
    return std::string(*text);
  }
  switch (value.kind()) {
  case json::kind::double_:
    return fmt::format("{}", value.get_double());
  case json::kind::int64:
    return fmt::format("{}", value.get_int64());
  case json::kind::uint64:
    return fmt::format("{}", value.get_uint64());
  case json::kind::bool_:
    return value.get_bool() ? "true" : "false";
  default:
    return {};
  }
}

std::string text_in(const json::object& object, std::string_view name) {
  const auto* const value = object.if_contains(name);
  return value == nullptr ? std::string() : text_of(*value);
}

/// What the `type` of a thing in a body is called in output.xml.
std::string_view element_of(std::string_view type) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 18> elements = {
      {{"FOR", "for"},
       {"WHILE", "while"},
       {"ITERATION", "iter"},
       {"IF/ELSE ROOT", "if"},
       {"TRY/EXCEPT ROOT", "try"},
       {"IF", "branch"},
       {"ELSE IF", "branch"},
       {"ELSE", "branch"},
       {"TRY", "branch"},
       {"EXCEPT", "branch"},
       {"FINALLY", "branch"},
       {"GROUP", "group"},
       {"VAR", "variable"},
       {"RETURN", "return"},
       {"BREAK", "break"},
       {"CONTINUE", "continue"},
       {"ERROR", "error"},
       {"MESSAGE", "msg"}}};
  for (const auto& [known, element] : elements) {
    if (type == known) {
      return element;
    }
  }
  return "kw";
}

class Translator {
public:
  AsXml translate(const json::object& output) && {
    xml_.open(
        "robot",
        {{"generator", text_in(output, "generator")},
         {"generated", text_in(output, "generated")},
         {"schemaversion", "5"}}
    );
    if (const auto* const suite = object_in(output, "suite")) {
      put_suite(*suite);
    }
    put_statistics(output);
    xml_.open("errors");
    put_body(array_in(output, "errors"), "MESSAGE");
    xml_.close("errors");
    xml_.close("robot");
    return {xml_.text(), xml_.lines()};
  }

private:
  void stand_at(const json::object& object) {
    const auto* const line = object.if_contains(line_name);
    if (line != nullptr && line->is_int64()) {
      xml_.stand_at(static_cast<std::uint32_t>(line->get_int64()));
    }
  }

  void put_suite(const json::object& suite) {
    stand_at(suite);
    xml_.open("suite", {{"name", text_in(suite, "name")}, {"source", text_in(suite, "source")}});
    put_keyword(suite, "setup", "SETUP");
    for (const auto& inner : array_in(suite, "suites")) {
      if (const auto* const object = inner.if_object()) {
        put_suite(*object);
      }
    }
    for (const auto& test : array_in(suite, "tests")) {
      if (const auto* const object = test.if_object()) {
        put_test(*object);
      }
    }
    put_keyword(suite, "teardown", "TEARDOWN");
    stand_at(suite);
    xml_.element("doc", {}, text_in(suite, "doc"));
    if (const auto* const metadata = object_in(suite, "metadata")) {
      for (const auto& [name, value] : *metadata) {
        if (name != line_name) {
          xml_.element("meta", {{"name", std::string(name)}}, text_of(value));
        }
      }
    }
    put_status(suite);
    xml_.close("suite");
  }

  void put_test(const json::object& test) {
    stand_at(test);
    xml_.open("test", {{"name", text_in(test, "name")}, {"line", text_in(test, "lineno")}});
    put_keyword(test, "setup", "SETUP");
    put_body(array_in(test, "body"), {});
    put_keyword(test, "teardown", "TEARDOWN");
    stand_at(test);
    xml_.element("doc", {}, text_in(test, "doc"));
    for (const auto& tag : array_in(test, "tags")) {
      xml_.element("tag", {}, text_of(tag));
    }
    if (test.contains("timeout")) {
      xml_.element("timeout", {{"value", text_in(test, "timeout")}}, {});
    }
    put_status(test);
    xml_.close("test");
  }

  /// Set-up and tear-down have names of their own in JSON.
  void put_keyword(const json::object& owner, std::string_view name, std::string_view part) {
    if (const auto* const keyword = object_in(owner, name)) {
      put_step(*keyword, part);
    }
  }

  void put_body(const json::array& body, std::string_view type) {
    for (const auto& item : body) {
      if (const auto* const object = item.if_object()) {
        put_step(*object, type);
      }
    }
  }

  /// `type` is that of things which do not tell theirs.
  void put_step(const json::object& step, std::string_view type) {
    stand_at(step);
    const auto told = text_in(step, "type");
    type = told.empty() ? type : told;
    const auto element = element_of(type);
    if (element == "msg") {
      xml_.element(
          "msg",
          {{"level", text_in(step, "level")}, {"html", text_in(step, "html")}},
          text_in(step, "message")
      );
      return;
    }
    const bool has_type = element == "kw" || element == "branch";
    xml_.open(
        element,
        {{"name", text_in(step, "name")},
         {"type", has_type ? std::string(type) : std::string()},
         {"condition", text_in(step, "condition")},
         {"flavor", text_in(step, "flavor")}}
    );
    put_values(step, element);
    put_keyword(step, "setup", "SETUP");
    put_body(array_in(step, "body"), {});
    put_keyword(step, "teardown", "TEARDOWN");
    stand_at(step);
    put_status(step);
    xml_.close(element);
  }

  /// What loops go over, branches wait for, and keywords are given.
  void put_values(const json::object& step, std::string_view element) {
    const auto put_all = [&](std::string_view name, std::string_view as) {
      for (const auto& value : array_in(step, name)) {
        xml_.element(as, {}, text_of(value));
      }
    };
    put_all("args", "arg");
    put_all("patterns", "pattern");
    if (element == "for") {
      put_all("assign", "var");
      put_all("values", "value");
    } else if (const auto* const variables = object_in(step, "assign")) {
      for (const auto& [name, value] : *variables) {
        if (name != line_name) {
          xml_.element("var", {{"name", std::string(name)}}, text_of(value));
        }
      }
    }
  }

  void put_status(const json::object& of) {
    if (!of.contains("status")) {
      return;
    }
    xml_.element(
        "status",
        {{"status", text_in(of, "status")},
         {"start", text_in(of, "start_time")},
         {"elapsed", text_in(of, "elapsed_time")}},
        text_in(of, "message")
    );
  }

  void put_statistics(const json::object& output) {
    const auto* const statistics = object_in(output, "statistics");
    const auto* const total = statistics == nullptr ? nullptr : object_in(*statistics, "total");
    if (total == nullptr) {
      return;
    }
    stand_at(*total);
    xml_.open("statistics");
    xml_.open("total");
    xml_.element(
        "stat",
        {{"pass", text_in(*total, "pass")},
         {"fail", text_in(*total, "fail")},
         {"skip", text_in(*total, "skip")}},
        text_in(*total, "label")
    );
    xml_.close("total");
    xml_.close("statistics");
  }

  xml::TracedXml xml_;
};

}  // namespace

bool is_json_output(std::string_view text) {
  constexpr std::size_t near = 4096;
  text = trimmed(text.substr(0, near));
  if (!text.starts_with('{')) {
    return false;
  }
  const auto key = text.find("\"generator\"");
  if (key == npos) {
    return false;
  }
  const auto value = text.substr(std::min(text.find('"', text.find(':', key)), text.size()));
  return value.starts_with("\"Robot ") || value.starts_with("\"Rebot ");
}

AsXml as_xml(const std::string& json) {
  json::monotonic_resource memory;
  const auto output = parsed(with_lines(json), &memory);
  const auto* const object = output.if_object();
  if (object == nullptr || object_in(*object, "suite") == nullptr) {
    throw ParseError(
        1, 0, "this is JSON of Robot Framework without the suite that was run: give its output.json"
    );
  }
  return Translator().translate(*object);
}

void restore_lines(const std::vector<std::uint32_t>& lines, std::size_t of_json, Report& report) {
  const auto restore = [&lines](std::uint32_t& line) {
    line = line == 0 ? 0 : lines[std::min<std::size_t>(line, lines.size()) - 1];
  };
  for (auto& result : report.results) {
    restore(result.report_line);
  }
  for (auto& error : report.run_errors) {
    restore(error.report_line);
  }
  for (auto& oddity : std::span(report.oddities).subspan(of_json)) {
    restore(oddity.report_line);
    oddity.report_column = 0;
  }
}

}  // namespace parsers::robot
