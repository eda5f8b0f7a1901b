#include "client/wire_size.hpp"

#include <variant>

namespace client {

namespace {

constexpr std::size_t longest_number = 20;

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

std::size_t size_of(const CustomValue& custom) {
  std::size_t size = 2;
  if (const auto* text = std::get_if<std::string>(&custom.value)) {
    size = size_of(*text);
  } else {
    for (const auto& each : std::get<std::vector<std::string>>(custom.value)) {
      size += size_of(each) + 1;
    }
  }
  return member("---f-", longest_number + size);
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
  for (const auto& custom : run.custom_fields) {
    attributes += size_of(custom) + member("custom-fields", 2);
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

}  // namespace client
