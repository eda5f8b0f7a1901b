#pragma once

#include "parsers/document.hpp"
#include "parsers/report.hpp"
#include "parsers/secrets.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

/// One execution of a Gherkin scenario, which all BDD formats tell step by step.
namespace parsers::bdd {

/// How a step or a hook ended, in the order in which one outweighs the other. Source: the order of
/// statuses in Cucumber's query library, by which its own JUnit formatter goes, but for `unknown`:
/// there it counts less than a pass, here a scenario with such a step does not pass.
enum class Word : std::uint8_t {
  passed,
  not_run,  ///< The report tells nothing of it, or that nobody came to it.
  skipped,
  unknown,
  pending,
  undefined,
  ambiguous,
  failed
};

/// Ignoring case; nothing for a word that no such tool writes.
std::optional<Word> word_of(std::string_view word);

/// Pending, undefined and ambiguous are failures, as in Cucumber's own JUnit.
Status status_of(Word word);

/// A century; longer ones are taken for this one, which can still be added and rounded.
constexpr std::chrono::nanoseconds longest_duration = std::chrono::hours(24 * 365 * 100);

struct Outcome {
  Word word = Word::not_run;
  std::optional<std::chrono::nanoseconds> duration;  ///< At most longest_duration.
  std::string_view type;     ///< Exception class; empty where it is not told apart.
  std::string_view message;  ///< A line or a few.
  std::string_view details;  ///< With the stack trace.
};

/// Of the whole text of an error.
Outcome with_error(Outcome outcome, std::string_view error);

/// `Given` and `a cart` as one; a keyword that brings its blank, or needs none, stays as it is.
std::string_view step_name(Document& document, std::string_view keyword, std::string_view text);

/// A data table as Gherkin writes it. Values beside or below a name that sounds secret are masked.
std::string_view table_text(
    Secrets& secrets,
    Document& document,
    std::span<const std::vector<std::string_view>> rows,
    std::uint32_t line
);

/// What the report holds of an execution, step by step.
class Execution {
public:
  explicit Execution(Document& document) : document_(document) {}

  void add_step(std::string_view name, std::string_view description, const Outcome& outcome);
  /// A hook is a step only when it did not pass or `holds_something`.
  void add_hook(std::string_view name, const Outcome& outcome, bool holds_something);
  void add_output(std::string_view text) { out_.add(text); }
  void attach(const Attachment& attachment) { attachments_.push_back(attachment); }

  Status status() const;
  /// The sum of what steps and hooks took; nothing when none of them tells it.
  std::optional<Duration> duration() const;

  /// Where the report says more of the whole than its steps tell.
  void weigh(const Outcome& outcome, std::string_view what) { count(outcome, what); }

  void move_into(Result& result);
  /// Its attachments go to the result that superseded it.
  Attempt as_attempt(Result& result);

private:
  void count(const Outcome& outcome, std::string_view what);

  Document& document_;
  Word word_ = Word::passed;
  bool any_passed_ = false;
  std::optional<std::chrono::nanoseconds> duration_;
  std::string_view type_;
  std::string_view message_;
  JoinedText details_{"\n\n"};
  JoinedText out_;
  std::vector<Step> steps_;
  std::vector<Attachment> attachments_;
};

}  // namespace parsers::bdd
