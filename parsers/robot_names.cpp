#include "parsers/robot_names.hpp"

#include "parsers/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace parsers::robot {

namespace {

using namespace std::string_view_literals;
using pugi::xml_node;
using xml::local_name;

/// A loop over a thousand values is still one line.
constexpr std::size_t longest_name = 200;

/// Elements that are a step when they stand directly in a test. Source: the schema of Robot
/// Framework 7; versions before 4 have `kw` alone.
constexpr std::array steps = {
    "kw"sv,
    "for"sv,
    "while"sv,
    "if"sv,
    "try"sv,
    "group"sv,
    "variable"sv,
    "return"sv,
    "break"sv,
    "continue"sv,
    "error"sv};

/// Words with a blank before each, as long as there is room.
class Line {
public:
  explicit Line(std::string_view first) : text_(first) {}

  void add(std::string_view word) {
    if (!word.empty() && text_.size() < longest_name) {
      text_ += ' ';
      text_ += word;
    }
  }
  std::string text() const { return std::string(shortened(text_, longest_name)); }

private:
  std::string text_;
};

/// `FOR ${mug} IN @{MUGS}`.
std::string name_of_loop(xml::Tree& tree, xml_node loop) {
  Line name("FOR");
  for (const auto& variable : loop.children("var")) {
    name.add(trimmed(tree.text(variable)));
  }
  name.add(trimmed(tree.value(loop, "flavor")));
  for (const auto& value : loop.children("value")) {
    name.add(trimmed(tree.text(value)));
  }
  return name.text();
}

}  // namespace

bool is_step(xml_node element) {
  return std::ranges::find(steps, local_name(element)) != steps.end();
}

bool is_setup(xml_node keyword) {
  return equal_ignoring_case(trimmed(xml::raw(keyword, "type")), "setup");
}

bool is_teardown(xml_node keyword) {
  return equal_ignoring_case(trimmed(xml::raw(keyword, "type")), "teardown");
}

std::string_view name_of_step(xml::Tree& tree, xml_node element) {
  const auto kind = local_name(element);
  const auto keep = [&](std::string_view first, std::string_view rest) {
    Line name(first);
    name.add(rest);
    return tree.document().keep(name.text());
  };
  if (kind == "kw"sv) {
    const auto name = trimmed(tree.value(element, "name"));
    return is_setup(element)                      ? keep("Setup:", name)
           : is_teardown(element)                 ? keep("Teardown:", name)
           : xml::raw(element, "type") == "for"sv ? keep("FOR", name)
                                                  : name;
  }
  if (kind == "for"sv) {
    return tree.document().keep(name_of_loop(tree, element));
  }
  if (kind == "while"sv) {
    return keep("WHILE", trimmed(tree.value(element, "condition")));
  }
  if (kind == "if"sv) {
    return keep("IF", trimmed(tree.value(element.child("branch"), "condition")));
  }
  if (kind == "variable"sv) {
    return keep("VAR", trimmed(tree.value(element, "name")));
  }
  if (kind == "group"sv) {
    return keep("GROUP", trimmed(tree.value(element, "name")));
  }
  return kind == "try"sv        ? "TRY"sv
         : kind == "return"sv   ? "RETURN"sv
         : kind == "break"sv    ? "BREAK"sv
         : kind == "continue"sv ? "CONTINUE"sv
                                : "ERROR"sv;
}

bool is_round(xml_node element) {
  const auto kind = local_name(element);
  return kind == "iter"sv || (kind == "kw"sv && xml::raw(element, "type") == "foritem"sv);
}

std::string name_of_round(xml::Tree& tree, xml_node round, std::size_t number) {
  const auto loop = round.parent();
  if (local_name(loop) == "while"sv) {
    Line name("WHILE");
    name.add(trimmed(tree.value(loop, "condition")));
    return fmt::format("{}, round {}", name.text(), number);
  }
  Line name("FOR");
  name.add(trimmed(tree.value(round, "name")));  // Before version 4: `${mug} = red`.
  for (const auto& variable : round.children("var")) {
    name.add(trimmed(tree.value(variable, "name")));
    name.add("=");
    name.add(trimmed(tree.text(variable)));
  }
  return name.text();
}

std::string name_of_branch(xml::Tree& tree, xml_node branch) {
  Line name(shortened(trimmed(tree.value(branch, "type")), longest_name));
  name.add(trimmed(tree.value(branch, "condition")));
  for (const auto& pattern : branch.children("pattern")) {
    name.add(trimmed(tree.text(pattern)));
  }
  return name.text();
}

std::string joined(std::string_view outer, std::string_view inner) {
  if (outer.empty()) {
    return std::string(inner);
  }
  auto path = fmt::format("{} > {}", outer, inner);
  return path.size() <= longest_name ? path : fmt::format("… > {}", shortened(inner, longest_name));
}

}  // namespace parsers::robot
