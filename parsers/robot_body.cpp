#include "parsers/robot_body.hpp"

#include "parsers/html_text.hpp"
#include "parsers/robot_status.hpp"
#include "parsers/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

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

/// The next element below `top` in the order of the report; children of it are left out when
/// `deeper` is not set.
xml_node next_below(xml_node node, xml_node top, bool deeper) {
  if (deeper && node.first_child()) {
    return node.first_child();
  }
  while (node != top && !node.next_sibling()) {
    node = node.parent();
  }
  return node == top ? xml_node{} : node.next_sibling();
}

/// The first versions with IF gave a status to its branches only.
Status status_of_branches(xml_node element) {
  auto worst = Status::not_run;
  bool any = false;
  for (const auto& branch : element.children("branch")) {
    const auto status = status_of(xml::raw(branch.child("status"), "status"));
    any = any || status.has_value();
    if (status == Status::failed || (status == Status::passed && worst == Status::not_run)) {
      worst = *status;
    }
  }
  return any ? worst : Status::inconclusive;
}

}  // namespace

bool is_setup(xml_node keyword) {
  return equal_ignoring_case(trimmed(xml::raw(keyword, "type")), "setup");
}

bool is_teardown(xml_node keyword) {
  return equal_ignoring_case(trimmed(xml::raw(keyword, "type")), "teardown");
}

std::string_view last_failure_below(xml::Tree& tree, xml_node keyword) {
  xml_node last;
  for (auto node = keyword; node; node = next_below(node, keyword, true)) {
    if (local_name(node) == "msg"sv && xml::raw(node, "level") == "FAIL"sv) {
      last = node;
    }
  }
  if (!last) {
    return {};
  }
  const auto text = trimmed(tree.text(last));
  return is_html(last) ? tree.document().keep(text_of_html(text)) : plain(tree, text);
}

void BodyReader::add_step(xml_node child, Result& result) {
  const auto kind = local_name(child);
  if (std::ranges::find(steps, kind) == steps.end()) {
    return;
  }
  const auto below = message_below(child, result);
  const auto outcome = outcome_of(tree_, child);
  Step step;
  step.name = name_of_step(child);
  step.status = outcome ? outcome->status : status_of_branches(child);
  if (outcome) {
    step.duration = outcome->duration;
    step.message = outcome->message;
  }
  if (step.message.empty() && (step.status == Status::failed || step.status == Status::skipped)) {
    step.message = below;
  }
  if (kind == "kw"sv) {
    ++(step.status == Status::not_run ? keywords_.left_out : keywords_.executed);
  }
  result.make_evidence().steps.push_back(step);
}

std::string_view BodyReader::name_of_step(xml_node child) {
  const auto kind = local_name(child);
  const auto keep = [&](std::string_view first, std::string_view rest) {
    return tree_.document().keep(shortened(
        rest.empty() ? std::string(first) : fmt::format("{} {}", first, rest), longest_name
    ));
  };
  if (kind == "kw"sv) {
    const auto name = trimmed(tree_.value(child, "name"));
    const auto type = xml::raw(child, "type");
    return is_setup(child)      ? keep("Setup:", name)
           : is_teardown(child) ? keep("Teardown:", name)
           : type == "for"sv    ? keep("FOR", name)
                                : name;
  }
  if (kind == "for"sv) {
    return name_of_loop(child);
  }
  if (kind == "while"sv) {
    return keep("WHILE", trimmed(tree_.value(child, "condition")));
  }
  if (kind == "if"sv) {
    return keep("IF", trimmed(tree_.value(child.child("branch"), "condition")));
  }
  if (kind == "variable"sv) {
    return keep("VAR", trimmed(tree_.value(child, "name")));
  }
  if (kind == "group"sv) {
    return keep("GROUP", trimmed(tree_.value(child, "name")));
  }
  return kind == "try"sv        ? "TRY"sv
         : kind == "return"sv   ? "RETURN"sv
         : kind == "break"sv    ? "BREAK"sv
         : kind == "continue"sv ? "CONTINUE"sv
                                : "ERROR"sv;
}

/// `FOR ${mug} IN @{MUGS}`, as in the test's source.
std::string_view BodyReader::name_of_loop(xml_node loop) {
  std::string name = "FOR";
  const auto add = [&](std::string_view word) {
    if (!word.empty() && name.size() < longest_name) {
      name += ' ';
      name += word;
    }
  };
  for (const auto& variable : loop.children("var")) {
    add(trimmed(tree_.text(variable)));
  }
  add(trimmed(tree_.value(loop, "flavor")));
  for (const auto& value : loop.children("value")) {
    add(trimmed(tree_.text(value)));
  }
  return tree_.document().keep(shortened(name, longest_name));
}

std::string_view BodyReader::message_below(xml_node top, Result& result) {
  xml_node last;
  for (auto node = top; node;) {
    const bool is_message = local_name(node) == "msg"sv;
    if (is_message) {
      const auto level = xml::raw(node, "level");
      last = level == "FAIL"sv || level == "SKIP"sv ? node : last;
      if (is_html(node)) {
        add_files(tree_.text(node), tree_.spot_of(node), result);
      }
    }
    node = next_below(node, top, !is_message);
  }
  if (!last) {
    return {};
  }
  const auto text = trimmed(tree_.text(last));
  return is_html(last) ? tree_.document().keep(text_of_html(text)) : plain(tree_, text);
}

void BodyReader::add_files(std::string_view html, const Spot& spot, Result& result) {
  if (html.find('<') == std::string_view::npos) {
    return;
  }
  const auto files = files_of_html(html);
  if (files.embedded > 0) {
    tree_.oddities().add(
        "pictures that stand in a message itself, not in a file, left out: {}", spot, files.embedded
    );
  }
  constexpr std::size_t most_attachments = 500;
  for (const auto& path : files.paths) {
    auto& attachments = result.make_evidence().attachments;
    if (attachments.size() < most_attachments &&
        std::ranges::find(attachments, path, &Attachment::path) == attachments.end()) {
      attachments.push_back({tree_.document().keep(path), {}});
    }
  }
}

}  // namespace parsers::robot
