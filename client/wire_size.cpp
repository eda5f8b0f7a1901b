#include "client/wire_size.hpp"

#include <algorithm>
#include <variant>

namespace client {

namespace {

constexpr std::size_t longest_number = 25;  // -1.2345678901234567E-308

/// As JSON writes it, with its quotes.
std::size_t size_of(std::string_view text) {
  std::size_t size = text.size() + 2;
  for (const char c : text) {
    if (c == '"' || c == '\\' || (c >= '\b' && c <= '\r' && c != '\v')) {
      size += 1;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      size += 5;
    }
  }
  return size;
}

/// With the colon, and the comma before the next one.
std::size_t member(std::string_view name, std::size_t value) { return name.size() + 4 + value; }

/// Empty ones are not sent.
std::size_t text_member(std::string_view name, std::string_view text) {
  return text.empty() ? 0 : member(name, size_of(text));
}

/// `{"data":[…]}`
std::size_t list_member(std::string_view name, std::size_t elements) {
  return elements == 0 ? 0 : member(name, elements + std::string_view(R"({"data":[]})").size());
}

/// Of its name at most so many, whatever it is called until its key is known.
std::size_t size_of(const FieldValue& field) {
  constexpr std::size_t brackets = 2;
  std::size_t size = longest_number;
  if (const auto* text = std::get_if<std::string>(&field.value)) {
    // It may still become a list, each part of it with quotes and a comma.
    const auto commas = static_cast<std::size_t>(std::ranges::count(*text, ','));
    size = size_of(*text) + brackets + 3 * commas;
  } else if (const auto* texts = std::get_if<std::vector<std::string>>(&field.value)) {
    size = brackets;
    for (const auto& each : *texts) {
      size += size_of(each) + 1;
    }
  }
  const auto name = std::max(field.field.size(), std::string_view("---f-").size() + longest_number);
  return name + member("", size) + member("custom-fields", brackets);
}

std::size_t size_of(const RunStep& step) {
  constexpr std::string_view longest_status = "\"NO RUN\"";
  return 3 + member("name", size_of(step.name)) + text_member("description", step.description) +
         text_member("expected-results", step.expected_results) +
         text_member("actual-results", step.actual_results) +
         member("status", longest_status.size());
}

}  // namespace

std::size_t wire_size(const NewRun& run) {
  std::size_t attributes =
      member("instance-id", longest_number) + text_member("automated-execution-output", run.output);
  attributes += run.exit_code ? member("exit-code", longest_number) : 0;
  attributes += run.duration ? member("run-duration", size_of("00:00:00") + longest_number) : 0;
  if (run.manual) {
    attributes += member("run-type", size_of("ManualRun")) +
                  member("run-date", size_of(run.manual->date)) +
                  member("tester-id", 2 + run.manual->tester.value_or("").size());
  }
  for (const auto& field : run.fields) {
    attributes += size_of(field);
  }
  std::size_t steps = 0;
  for (const auto& step : run.steps) {
    steps += size_of(step);
  }
  return 3 + member("type", size_of("instances")) + member("attributes", 2 + attributes) +
         list_member("steps", steps);
}

std::size_t wire_size_of_file(std::string_view filename, std::uint64_t content) {
  const auto base64 = static_cast<std::size_t>((content + 2) / 3 * 4);
  // The list's own brackets are counted for each: they are nothing beside a file.
  return list_member(
      "files", 3 + member("filename", size_of(filename)) + member("content_encoded", 2 + base64)
  );
}

std::size_t wire_size_of_text(std::string_view name, std::string_view text) {
  return text_member(name, text);
}

}  // namespace client
