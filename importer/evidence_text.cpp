#include "importer/evidence_text.hpp"

#include "importer/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace importer {

namespace {

/// Of captured output the end tells most.
constexpr std::size_t max_captured_characters = 4'000;

std::string with_omission(std::string_view kept, std::size_t left_out) {
  return fmt::format("{}\n… {} characters left out", kept, text::grouped(left_out));
}

std::string cut_beginning(std::string_view whole, std::size_t count) {
  const auto size = text::characters(whole);
  return size <= count ? std::string(whole)
                       : fmt::format(
                             "… {} characters left out\n{}",
                             text::grouped(size - count),
                             text::last(whole, count)
                         );
}

template <class Failure>
std::string told(const Failure& failure, std::size_t most) {
  const auto message = text::trimmed(failure.message);
  const auto details = text::trimmed(failure.details);
  auto said = message_beside(message, details);
  if (!failure.type.empty() && details.find(failure.type) == std::string_view::npos &&
      message.find(failure.type) == std::string_view::npos) {
    said = said.empty() ? std::string(failure.type) : fmt::format("{}: {}", failure.type, said);
  }
  add_paragraph(said, "", cut_end(details, most));
  add_paragraph(
      said, "standard error", cut_beginning(text::trimmed(failure.err), max_captured_characters)
  );
  add_paragraph(
      said, "standard output", cut_beginning(text::trimmed(failure.out), max_captured_characters)
  );
  return cut_end(said, most);
}

}  // namespace

std::size_t evidence_share(std::size_t steps) {
  const auto share = 3 * max_evidence_characters / std::max<std::size_t>(steps, 1);
  return std::clamp(share, min_evidence_characters, max_evidence_characters);
}

std::string cut_end(std::string_view whole, std::size_t count) {
  const auto size = text::characters(whole);
  return size <= count ? std::string(whole)
                       : with_omission(text::first(whole, count), size - count);
}

void add_paragraph(std::string& text, std::string_view title, std::string_view paragraph) {
  if (paragraph.empty()) {
    return;
  }
  if (!text.empty()) {
    text += "\n\n";
  }
  if (!title.empty()) {
    text += fmt::format("{}:\n", title);
  }
  text += paragraph;
}

std::string message_beside(std::string_view message, std::string_view details) {
  const bool said_there =
      details.substr(0, message.size() + 200).find(message) != std::string_view::npos;
  return said_there ? std::string() : std::string(message);
}

std::string what_broke(const parsers::Evidence& evidence, std::size_t most) {
  return told(evidence, most);
}

std::string what_broke(const parsers::Attempt& attempt, std::size_t most) {
  return told(attempt, most);
}

std::string what_broke(const parsers::Step& step, std::size_t most) {
  const auto details = text::trimmed(step.details);
  auto said = message_beside(text::trimmed(step.message), details);
  add_paragraph(said, "", cut_end(details, most));
  return cut_end(said, most);
}

std::string_view first_words(const parsers::Result& result) {
  const auto& evidence = result.evidence();
  for (const auto text : {evidence.message, evidence.details, evidence.err, evidence.out}) {
    const auto line = text::first_telling_line(text);
    if (!line.empty()) {
      return line;
    }
  }
  return evidence.type;
}

std::string where(const parsers::Result& result) {
  if (result.file.empty()) {
    return {};
  }
  return result.source_line == 0 ? std::string(result.file)
                                 : fmt::format("{}:{}", result.file, result.source_line);
}

client::RunStep step(std::string_view name, client::StepStatus status, std::string actual) {
  client::RunStep step;
  step.name = text::cut(text::one_line(name), client::max_step_name_characters);
  step.status = status;
  step.actual_results = std::move(actual);
  return step;
}

}  // namespace importer
