#include "parsers/robot_body.hpp"

#include "parsers/html_files.hpp"
#include "parsers/html_text.hpp"
#include "parsers/robot_names.hpp"
#include "parsers/robot_status.hpp"
#include "parsers/text.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

namespace parsers::robot {

namespace {

using namespace std::string_view_literals;
using pugi::xml_node;
using xml::local_name;

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
  if (!is_step(child)) {
    return;
  }
  const auto first = result.evidence().steps.size();
  add_with_inner(child, {}, result);
  if (local_name(child) == "kw"sv) {
    const auto status = result.evidence().steps[first].status;
    ++(status == Status::not_run ? left_out_ : executed_);
  }
}

void BodyReader::add_with_inner(xml_node element, const Around& around, Result& result) {
  const auto at = result.make_evidence().steps.size();
  auto step = step_of(element, around.depth == 1 ? &result : nullptr);
  step.name = name_of_step(tree_, element);
  if (!around.path.empty()) {
    step.name = tree_.document().keep(joined(around.path, step.name));
  }
  result.more->steps.push_back(step);
  if (around.depth == depth_) {
    return;
  }
  add_inner(element, around, result);
  // The innermost step that failed tells why, those around it do not say it again.
  const auto& steps = result.more->steps;
  const auto inner = steps.begin() + static_cast<std::ptrdiff_t>(at + 1);
  if (std::ranges::find(inner, steps.end(), step.message, &Step::message) != steps.end()) {
    result.more->steps[at].message = {};
  }
}

void BodyReader::add_inner(xml_node element, const Around& around, Result& result) {
  const Around in_element{joined(around.path, name_of_step(tree_, element)), around.depth + 1};
  std::size_t rounds = 0;
  for (const auto& child : element.children()) {
    if (is_round(child)) {
      const auto round = name_of_round(tree_, child, ++rounds);
      add_steps_in(child, {joined(around.path, round), around.depth + 1}, result);
    } else if (local_name(child) == "branch"sv) {
      // Of what stands in a branch that was not taken nothing was done.
      if (status_of(xml::raw(child.child("status"), "status")) != Status::not_run) {
        const auto branch = name_of_branch(tree_, child);
        add_steps_in(child, {joined(around.path, branch), around.depth + 1}, result);
      }
    } else {
      add_inner_step(child, in_element, result);
    }
  }
}

void BodyReader::add_steps_in(xml_node block, const Around& around, Result& result) {
  for (const auto& child : block.children()) {
    add_inner_step(child, around, result);
  }
}

void BodyReader::add_inner_step(xml_node element, const Around& around, Result& result) {
  // Each has a name of its own length, and is compared with those around it.
  constexpr std::size_t most_steps = 1'000;
  if (!is_step(element)) {
    return;
  }
  if (result.evidence().steps.size() < most_steps) {
    add_with_inner(element, around, result);
    return;
  }
  tree_.oddities().add(
      "steps within keywords left out, because their test has 1,000 steps already: {}",
      tree_.spot_of(element)
  );
}

Step BodyReader::step_of(xml_node element, Result* files) {
  const auto below = message_below(element, files);
  const auto outcome = outcome_of(tree_, element);
  Step step;
  step.status = outcome ? outcome->status : status_of_branches(element);
  if (outcome) {
    step.duration = outcome->duration;
    step.message = outcome->message;
  }
  if (step.message.empty() && (step.status == Status::failed || step.status == Status::skipped)) {
    step.message = below;
  }
  return step;
}

std::string_view BodyReader::message_below(xml_node top, Result* files) {
  xml_node last;
  for (auto node = top; node;) {
    const bool is_message = local_name(node) == "msg"sv;
    if (is_message) {
      const auto level = xml::raw(node, "level");
      last = level == "FAIL"sv || level == "SKIP"sv ? node : last;
      if (files != nullptr && is_html(node)) {
        add_html_files(tree_, tree_.text(node), tree_.spot_of(node), *files);
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

void BodyReader::tell_of_a_dry_run() {
  if (executed_ == 0 && left_out_ > 0) {
    tree_.oddities().add(
        "keywords in tests, none of which was executed: this was a dry run, which checks the "
        "tests only, and its statuses were kept: {}",
        0,
        left_out_
    );
  }
}

}  // namespace parsers::robot
