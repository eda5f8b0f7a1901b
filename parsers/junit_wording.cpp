#include "parsers/junit_wording.hpp"

#include "parsers/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace parsers::junit {

namespace {

using namespace std::string_view_literals;

/// What stands in `text` behind `mark`, up to the end of the first line that is not blank.
std::string_view line_behind(std::string_view text, std::string_view mark) {
  const auto at = text.find(mark);
  return at == npos ? std::string_view{} : first_line(text.substr(at + mark.size()));
}

/// Boost.Test's message is the kind of failure; the text has fields.
std::string_view of_boost(std::string_view message, std::string_view text) {
  if (message == "failure"sv && text.starts_with("ASSERTION FAILURE:"sv)) {
    return line_behind(text, "\n- message:"sv);
  }
  if (message == "unexpected exception"sv && text.starts_with("UNCAUGHT EXCEPTION:"sv)) {
    return line_behind(text, "EXCEPTION STACK TRACE: --------------\n"sv);
  }
  return {};
}

/// bats says first where the command stands that failed.
std::string_view of_bats(std::string_view message, std::string_view text) {
  if (message.starts_with("(in test file "sv) || message.starts_with("(from function "sv)) {
    const auto command = text.find("\n  `"sv);
    return command == npos ? std::string_view{} : first_line(text.substr(command));
  }
  return {};
}

/// Of the output of a Go test, in which lines of `go test` itself stand around what the test says.
std::string_view of_go(std::string_view output) {
  while (!output.empty()) {
    const auto line = first_line(output);
    if (line.empty() || !(line.starts_with("=== "sv) || line.starts_with("--- "sv))) {
      return line;
    }
    output.remove_prefix(std::min(
        output.find('\n', static_cast<std::size_t>(line.data() - output.data())), output.size()
    ));
  }
  return {};
}

}  // namespace

Wording wording(std::string_view message, std::string_view text) {
  message = trimmed(message);
  const auto bare = trimmed(text);
  if (message.empty()) {
    message = first_line(bare);
  }
  return {message, bare == message ? std::string_view{} : text};
}

std::string_view second_line(std::string_view text) {
  const auto bare = trimmed(text);
  return first_line(bare.substr(std::min(bare.find('\n'), bare.size())));
}

std::string_view telling_line(
    std::string_view message, bool is_written, std::string_view text, std::string_view name
) {
  const auto bare = trimmed(text);
  if (message.starts_with("=== RUN "sv)) {
    return of_go(message);
  }
  if (message == "Failed"sv && is_written) {
    return of_go(bare);
  }
  if (is_written) {
    return of_boost(message, bare);
  }
  // The first line of PHPUnit's text only names the test, that of Catch2's says FAILED.
  const bool says_nothing = message == name || message == "FAILED:"sv ||
                            (!name.empty() && contains(message, fmt::format("::{}", name)));
  return says_nothing ? second_line(bare) : of_bats(message, bare);
}

}  // namespace parsers::junit
