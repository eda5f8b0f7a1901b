#pragma once

#include <string_view>

/// What the children of a JUnit test case say: tools put it into the message or the text, and some
/// put something there that tells nothing.
namespace parsers::junit {

/// A child's message, or the first line of its text; nothing of it is said twice.
struct Wording {
  std::string_view message;
  std::string_view details;
};
Wording wording(std::string_view message, std::string_view text);

/// The line of a text that tells what happened, where `message` only names the test or the kind of
/// failure; empty where the message tells it. `is_written`: the message is the tool's own, and not
/// the first line of the text. `name` is the test's.
std::string_view telling_line(
    std::string_view message, bool is_written, std::string_view text, std::string_view name
);

/// The second line of a text that is not blank.
std::string_view second_line(std::string_view text);

}  // namespace parsers::junit
