#include "parsers/scenario.hpp"

#include "parsers/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace parsers::bdd {

namespace {

using namespace std::string_view_literals;

/// What a reader of the result is told where the report itself gives no reason.
std::string reason_of(const Outcome& outcome, std::string_view what) {
  const auto said = outcome.message.empty() ? ""sv : outcome.message;
  switch (outcome.word) {
  case Word::pending:
    return fmt::format("pending: {}{}{}", what, said.empty() ? "" : ": ", said);
  case Word::undefined:
    return fmt::format(
        "undefined: no step definition fits: {}{}{}", what, said.empty() ? "" : ": ", said
    );
  case Word::ambiguous:
    return said.empty() ? fmt::format("ambiguous: several step definitions fit: {}", what)
                        : std::string(said);
  case Word::failed:
    return said.empty() ? fmt::format("failed: {}", what) : std::string(said);
  default:
    return std::string(said);
  }
}

std::string_view type_of(const Outcome& outcome) {
  if (!outcome.type.empty()) {
    return outcome.type;
  }
  switch (outcome.word) {
  case Word::pending:
    return "Pending";
  case Word::undefined:
    return "Undefined";
  case Word::ambiguous:
    return "Ambiguous";
  default:
    return {};
  }
}

bool ends_like_a_word(std::string_view keyword) {
  const auto last = static_cast<unsigned char>(keyword.back());
  const auto lower = static_cast<unsigned char>(last | 0x20U);
  return last == '*' || (lower >= 'a' && lower <= 'z');
}

void add_cell(std::string& row, std::string_view cell) {
  row += ' ';
  for (const char c : cell) {
    if (c == '\n') {
      row += "\\n";
    } else {
      row += c == '|' ? "\\|" : std::string(1, c);
    }
  }
  row += " |";
}

}  // namespace

std::optional<Word> word_of(std::string_view word) {
  // Those of behave beside those of Cucumber; `untested` is what behave did not come to.
  static constexpr std::array<std::pair<std::string_view, Word>, 15> words = {
      {{"passed", Word::passed},
       {"failed", Word::failed},
       {"skipped", Word::skipped},
       {"pending", Word::pending},
       {"undefined", Word::undefined},
       {"ambiguous", Word::ambiguous},
       {"unknown", Word::unknown},
       {"untested", Word::not_run},
       {"error", Word::failed},
       {"hook_error", Word::failed},
       {"cleanup_error", Word::failed},
       {"pending_warn", Word::pending},
       {"untested_pending", Word::pending},
       {"untested_undefined", Word::undefined},
       {"missing", Word::undefined}}};
  for (const auto& [known, meaning] : words) {
    if (equal_ignoring_case(word, known)) {
      return meaning;
    }
  }
  return std::nullopt;
}

Status status_of(Word word) {
  switch (word) {
  case Word::passed:
    return Status::passed;
  case Word::not_run:
    return Status::not_run;
  case Word::skipped:
    return Status::skipped;
  case Word::unknown:
    return Status::inconclusive;
  case Word::pending:
  case Word::undefined:
  case Word::ambiguous:
  case Word::failed:
    break;
  }
  return Status::failed;
}

Outcome with_error(Outcome outcome, std::string_view error) {
  outcome.details = trimmed_block(error);
  outcome.message = first_line(outcome.details);
  return outcome;
}

std::string_view step_name(Document& document, std::string_view keyword, std::string_view text) {
  text = trimmed(text);
  if (trimmed(keyword).empty() || text.empty()) {
    return text.empty() ? trimmed(keyword) : text;
  }
  return document.keep(fmt::format("{}{}{}", keyword, ends_like_a_word(keyword) ? " " : "", text));
}

std::string_view table_text(
    Secrets& secrets,
    Document& document,
    std::span<const std::vector<std::string_view>> rows,
    std::uint32_t line
) {
  std::string text;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    text += r == 0 ? "|" : "\n|";
    for (std::size_t c = 0; c < rows[r].size(); ++c) {
      auto cell = rows[r][c];
      if (c == 1 && rows[r].size() == 2) {
        cell = secrets.value(rows[r][0], cell, line);
      }
      if (r > 0 && c < rows[0].size()) {
        cell = secrets.value(rows[0][c], cell, line);
      }
      add_cell(text, cell);
    }
  }
  return document.keep(text);
}

void Execution::count(const Outcome& outcome, std::string_view what) {
  if (outcome.duration) {
    const auto before = duration_.value_or(std::chrono::nanoseconds(0));
    duration_ = before + std::min(*outcome.duration, longest_duration - before);
  }
  details_.add(outcome.details);
  any_passed_ = any_passed_ || outcome.word == Word::passed;
  if (outcome.word > word_) {
    word_ = outcome.word;
    message_ = document_.keep(reason_of(outcome, what));
    type_ = type_of(outcome);
  }
}

void Execution::add_step(
    std::string_view name, std::string_view description, const Outcome& outcome
) {
  count(outcome, name);
  Step step;
  step.name = name;
  step.description = description;
  step.status = status_of(outcome.word);
  step.message = document_.keep(reason_of(outcome, name));
  if (outcome.duration) {
    step.duration = std::chrono::round<Duration>(*outcome.duration);
  }
  steps_.push_back(step);
}

void Execution::add_hook(std::string_view name, const Outcome& outcome, bool holds_something) {
  // A hook that the report tells nothing of was not reached.
  if (outcome.word == Word::not_run && !holds_something) {
    return;
  }
  if (holds_something || (outcome.word != Word::passed && outcome.word != Word::skipped) ||
      (outcome.word == Word::skipped && word_ < Word::skipped)) {
    add_step(name, {}, outcome);
  } else {
    count(outcome, name);
  }
}

std::optional<Duration> Execution::duration() const {
  return duration_ ? std::optional(std::chrono::round<Duration>(*duration_)) : std::nullopt;
}

/// What has begun and lacks the outcome of a step was broken off.
Status Execution::status() const {
  return word_ == Word::not_run && any_passed_ ? Status::aborted : status_of(word_);
}

void Execution::move_into(Result& result) {
  result.status = status();
  if (!result.duration) {
    result.duration = duration();
  }
  const auto details = details_.in(document_);
  const auto out = out_.in(document_);
  if (steps_.empty() && attachments_.empty() && message_.empty() && details.empty() &&
      out.empty()) {
    return;
  }
  auto& evidence = result.make_evidence();
  evidence.type = type_;
  evidence.message = message_;
  evidence.details = details;
  evidence.out = out;
  evidence.steps = std::move(steps_);
  evidence.attachments.insert(evidence.attachments.end(), attachments_.begin(), attachments_.end());
}

Attempt Execution::as_attempt(Result& result) {
  Attempt attempt;
  attempt.status = status();
  attempt.type = type_;
  attempt.message = message_;
  attempt.details = details_.in(document_);
  attempt.out = out_.in(document_);
  attempt.duration = duration();
  if (!attachments_.empty()) {
    auto& files = result.make_evidence().attachments;
    files.insert(files.end(), attachments_.begin(), attachments_.end());
  }
  return attempt;
}

}  // namespace parsers::bdd
