#include "parsers/junit_case.hpp"

#include "parsers/junit_conventions.hpp"
#include "parsers/junit_status.hpp"
#include "parsers/junit_wording.hpp"
#include "parsers/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <optional>

namespace parsers::junit {

namespace {

using namespace std::string_view_literals;
using pugi::xml_node;
using xml::local_name;

/// Children of a test case that have nothing to say here.
constexpr std::array harmless_children = {"passed"sv, "success"sv, "warning"sv};

/// Playwright's `test.skip(…, reason)` and `test.fixme(…, reason)`, when it writes annotations.
std::string_view annotated_reason(const Evidence& evidence) {
  for (const auto& property : evidence.properties) {
    if (property.name == "skip"sv || property.name == "fixme"sv) {
      return trimmed(property.value);
    }
  }
  return {};
}

std::uint32_t number(std::string_view text) {
  const auto value = whole_number(text).value_or(0);
  return value <= std::numeric_limits<std::uint32_t>::max() ? static_cast<std::uint32_t>(value) : 0;
}

}  // namespace

bool is_of_xml(std::string_view attribute) {
  return attribute.starts_with("xmlns") || attribute.starts_with("xsi:") ||
         attribute.starts_with("xml:");
}

std::string_view property_value(xml::Tree& tree, xml_node property) {
  if (const auto value = property.attribute("value")) {
    return tree.value(value);
  }
  return trimmed(tree.text(property));
}

void CaseReader::read(xml_node node, Result& result) {
  result.report_line = tree_.line_of(node);
  const auto words = read_attributes(node, result);
  const auto first = node.first_child();
  if (!first && words.status.empty() && words.result.empty()) {
    return;  // Most cases of a long report are passes that say no more.
  }
  children_ = Children();
  for (auto child = first; child; child = child.next_sibling()) {
    if (child.type() == pugi::node_element) {
      read_child(child, words, result);
    }
  }
  conclude(words, result);
}

CaseReader::Words CaseReader::read_attributes(xml_node node, Result& result) {
  Words words;
  std::string_view other_class;
  unsigned seen = 0;
  std::size_t extra = 0;
  const auto once = [&](unsigned bit, pugi::xml_attribute attribute) {
    if ((seen & (1U << bit)) != 0) {
      tree_.refuse(
          attribute.name(), fmt::format("the attribute {} is there twice", attribute.name())
      );
    }
    seen |= 1U << bit;
    return tree_.value(attribute);
  };
  for (auto attribute = node.first_attribute(); attribute; attribute = attribute.next_attribute()) {
    const std::string_view name = attribute.name();
    if (name == "name"sv) {
      result.name = once(0, attribute);
    } else if (name == "classname"sv) {
      result.class_name = once(1, attribute);
    } else if (name == "time"sv) {
      once(2, attribute);
      result.duration = times_.seconds(attribute);
    } else if (name == "file"sv || name == "filename"sv || name == "filepath"sv) {
      result.file = result.file.empty() ? tree_.value(attribute) : result.file;
    } else if (name == "line"sv || name == "lineno"sv) {
      result.source_line = number(tree_.value(attribute));
    } else if (name == "status"sv) {
      words.status = trimmed(once(3, attribute));
    } else if (name == "result"sv) {
      words.result = trimmed(once(4, attribute));
    } else if (name == "timestamp"sv) {
      once(5, attribute);
      result.start = times_.timestamp(attribute);
    } else if (name == "class"sv) {
      other_class = once(6, attribute);
    } else if (name == "duration"sv) {
      result.duration = result.duration ? result.duration : times_.seconds(attribute);
    } else if (name == "assertions"sv || is_of_xml(name)) {
      continue;
    } else if (++extra <= most_extra_attributes) {
      add_property(name, tree_.value(attribute), result.make_evidence());
    } else {
      tree_.oddities().add(
          "surplus attributes of test cases left out: {}", tree_.spot_at(attribute.name())
      );
    }
  }
  if (result.class_name.empty()) {
    result.class_name = other_class;
  }
  return words;
}

void CaseReader::read_child(xml_node child, const Words& words, Result& result) {
  if (!read_child_named(local_name(child), child, words, result)) {
    read_unknown_child(child, words, result);
  }
}

/// A failure must not look like a pass because a tool spells it in its own way.
void CaseReader::read_unknown_child(xml_node child, const Words& words, Result& result) {
  static constexpr std::array outcomes = {
      "failure"sv, "error"sv, "skipped"sv, "ignored"sv, "disabled"sv};
  const auto name = local_name(child);
  for (const auto& outcome : outcomes) {
    if (equal_ignoring_case(name, outcome)) {
      read_child_named(outcome, child, words, result);
      return;
    }
  }
  if (!is_one_of(name, harmless_children)) {
    tree_.oddities().add(
        "elements in test cases that JUnit does not have, passed over: {}", tree_.spot_of(child)
    );
  }
}

bool CaseReader::read_child_named(
    std::string_view name, xml_node child, const Words& words, Result& result
) {
  if (name == "failure"sv) {
    auto outcome = read_outcome(child, Status::failed, result.name);
    if (is_doctest_ && is_doctest_warning(outcome.type)) {
      outcome.status = Status::passed;
    }
    children_.outcomes.push_back(outcome);
  } else if (name == "error"sv) {
    auto outcome = read_outcome(child, Status::errored, result.name);
    outcome.status = status_of_testng(outcome.type, outcome.message).value_or(outcome.status);
    children_.outcomes.push_back(outcome);
  } else if (name == "skipped"sv || name == "ignored"sv || name == "disabled"sv) {
    auto outcome = read_outcome(child, Status::skipped, result.name);
    outcome.excuses =
        outcome.message == "TEST_CASE tagged with !mayfail"sv || outcome.type == "todo"sv;
    if (words.status == "notrun"sv && is_blocked_in_ctest(outcome.message)) {
      outcome.status = Status::blocked;
    }
    children_.outcomes.push_back(outcome);
  } else if (name == "flakyFailure"sv) {
    children_.flaky.push_back(read_attempt(child, Status::failed));
  } else if (name == "flakyError"sv) {
    children_.flaky.push_back(read_attempt(child, Status::errored));
  } else if (name == "rerunFailure"sv) {
    children_.reruns.push_back(read_attempt(child, Status::failed));
  } else if (name == "rerunError"sv) {
    children_.reruns.push_back(read_attempt(child, Status::errored));
  } else if (name == "system-out"sv) {
    children_.out.add(trimmed_block(tree_.text(child)));
  } else if (name == "system-err"sv) {
    children_.err.add(trimmed_block(tree_.text(child)));
  } else if (name == "properties"sv) {
    read_properties(child, result);
  } else {
    return false;
  }
  return true;
}

/// Some tools put the parts of a failure into elements of their own.
std::string_view CaseReader::text_in(xml_node child) {
  const auto text = trimmed_block(tree_.text(child));
  if (!text.empty()) {
    return text;
  }
  JoinedText parts;
  for (const auto& part : child.children()) {
    if (part.type() == pugi::node_element) {
      parts.add(trimmed_block(tree_.text(part)));
    }
  }
  return parts.in(tree_.document());
}

CaseReader::Outcome CaseReader::read_outcome(xml_node child, Status status, std::string_view name) {
  Outcome outcome;
  outcome.status = status;
  outcome.type = tree_.value(child, "type");
  const auto text = text_in(child);
  const auto said = wording(tree_.value(child, "message"), text);
  outcome.message = said.message;
  outcome.details = said.details;
  const bool is_written = static_cast<bool>(child.attribute("message"));
  const bool only_place = is_playwright_ && outcome.type == "FAILURE"sv;
  const auto telling =
      only_place ? second_line(text) : telling_line(said.message, is_written, text, name);
  if (!telling.empty()) {
    outcome.message = telling;
    outcome.details = said.details.empty() ? said.message : said.details;
  }
  return outcome;
}

Attempt CaseReader::read_attempt(xml_node child, Status status) {
  Attempt attempt;
  attempt.status = status;
  attempt.type = tree_.value(child, "type");
  attempt.duration = times_.seconds(child.attribute("time"));
  attempt.start = times_.timestamp(child.attribute("timestamp"));
  JoinedText text;
  JoinedText out;
  JoinedText err;
  text.add(trimmed_block(tree_.text(child)));
  for (const auto& part : child.children()) {
    const auto name = local_name(part);
    if (name == "stackTrace"sv) {
      text.add(trimmed_block(tree_.text(part)));
    } else if (name == "system-out"sv) {
      out.add(trimmed_block(tree_.text(part)));
    } else if (name == "system-err"sv) {
      err.add(trimmed_block(tree_.text(part)));
    }
  }
  attempt.out = out.in(tree_.document());
  attempt.err = err.in(tree_.document());
  const auto said = wording(tree_.value(child, "message"), text.in(tree_.document()));
  attempt.message = said.message;
  attempt.details = said.details;
  return attempt;
}

void CaseReader::read_properties(xml_node list, Result& result) {
  for (const auto& property : list.children()) {
    if (local_name(property) == "property"sv) {
      add_property(
          tree_.value(property, "name"), property_value(tree_, property), result.make_evidence()
      );
    }
  }
}

Status CaseReader::status_in(const Words& words) {
  const std::array told = {status_of_word(words.status), status_of_word(words.result)};
  if (std::ranges::find(told, Status::skipped) != told.end()) {
    // CTest was told not to run it, which is no skip of the test's own.
    return is_ctest_ && words.status == "disabled"sv ? Status::not_run : Status::skipped;
  }
  if (std::ranges::find(told, Status::failed) != told.end()) {
    return Status::failed;
  }
  for (const auto& word : {words.status, words.result}) {
    if (!word.empty() && !status_of_word(word)) {
      tree_.oddities().add(
          "unknown words in a status attribute, taken for passed: {}", tree_.spot_at(word.data())
      );
    }
  }
  return Status::passed;
}

void CaseReader::conclude(const Words& words, Result& result) {
  const auto& outcomes = children_.outcomes;
  if (outcomes.empty()) {
    result.status = status_in(words);
  } else {
    const auto* main = &outcomes.front();
    bool excused = false;
    for (const auto& outcome : outcomes) {
      excused = excused || outcome.excuses;
      if (gravity(outcome.status) > gravity(main->status)) {
        main = &outcome;
      }
    }
    result.status = main->status;
    if (excused && outcomes.size() > 1) {
      main = &*std::ranges::find(outcomes, true, &Outcome::excuses);
      result.status = Status::skipped;
    }
    auto& evidence = result.make_evidence();
    evidence.type = main->type;
    evidence.message = main->message;
    evidence.details = all_details(*main);
  }
  if (is_playwright_ && result.status == Status::skipped && result.evidence().message.empty()) {
    result.make_evidence().message = annotated_reason(result.evidence());
  }
  const auto out = children_.out.in(tree_.document());
  const auto err = children_.err.in(tree_.document());
  if (!out.empty() || !err.empty()) {
    auto& evidence = result.make_evidence();
    evidence.out = out;
    evidence.err = err;
  }
  if (!children_.flaky.empty() || !children_.reruns.empty()) {
    order_attempts(result);
  }
  apply_conventions(result);
}

/// Flaky failures came before the execution that the case shows. Reruns came after it: the case
/// shows the first failure, and the last rerun is what the test ended with.
void CaseReader::order_attempts(Result& result) {
  auto& evidence = result.make_evidence();
  auto& earlier = evidence.earlier_attempts;
  earlier = children_.flaky;
  if (children_.reruns.empty()) {
    return;
  }
  const auto& last = children_.reruns.back();
  earlier.push_back(
      {result.status,
       evidence.type,
       evidence.message,
       evidence.details,
       evidence.out,
       evidence.err,
       last.duration ? result.duration : std::nullopt,
       last.start ? result.start : std::nullopt}
  );
  earlier.insert(earlier.end(), children_.reruns.begin(), children_.reruns.end() - 1);
  // The status stays that of the case: by the rules of the format it alone is counted.
  if (!last.type.empty() || !last.message.empty() || !last.details.empty()) {
    evidence.type = last.type;
    evidence.message = last.message;
    evidence.details = last.details;
  }
  if (!last.out.empty() || !last.err.empty()) {
    evidence.out = last.out;
    evidence.err = last.err;
  }
  result.duration = last.duration ? last.duration : result.duration;
  result.start = last.start ? last.start : result.start;
}

/// The text of all outcomes, when there are several each with its message.
std::string_view CaseReader::all_details(const Outcome& main) {
  const auto& outcomes = children_.outcomes;
  if (outcomes.size() == 1) {
    return main.details;
  }
  JoinedText all;
  for (const auto& outcome : outcomes) {
    if (!contains(outcome.details, outcome.message)) {
      all.add(outcome.message);
    }
    all.add(outcome.details);
  }
  return all.in(tree_.document());
}

}  // namespace parsers::junit
