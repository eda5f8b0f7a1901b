#pragma once

#include "parsers/report.hpp"
#include "parsers/xml.hpp"

#include <string_view>

/// What the reports of NUnit 2 and NUnit 3 have in common.
namespace parsers::nunit {

/// The text of a `failure` or a `reason`.
struct Said {
  std::string_view message;
  std::string_view details;  ///< The stack trace.
  bool empty() const { return message.empty() && details.empty(); }
};

/// What the children of a test case told that does not go into the Result as it is.
struct Told {
  Said failure;
  Said reason;  ///< Why it was left out, or what a test that passed wanted to say.
  bool has_failure = false;
};

/// Reads `message` and `stack-trace` in a `failure`, a `reason` or an `error`. Throws ParseError.
Said said_in(xml::Tree& tree, pugi::xml_node node);

/// Reads the children of a test case into `result`: output, categories as tags, properties,
/// attachments. Throws ParseError.
Told read_children(xml::Tree& tree, pugi::xml_node node, Result& result);

/// Puts the message, the details and, for an error, the exception's class into `result`, whose
/// status is known; then takes the attachments and steps that testers write by convention out of
/// its texts.
void conclude(const Told& told, Result& result);

/// The class of the exception in a message such as "SetUp : System.ArgumentException : no such
/// article"; empty when it begins otherwise.
std::string_view exception_in(std::string_view message);

/// Puts name and parameters into `result`. They are told apart where the name begins with what the
/// method is called in its source: `Adds(2,3)`, `Swaps<Int32>(1,2)`.
void name_case(std::string_view name, std::string_view method, Result& result);

/// The property in which NUnit 3 keeps why something is not run.
constexpr std::string_view skip_reason = "_SKIPREASON";

/// Names that NUnit or Unity use for themselves; nothing that a tester wrote.
bool is_internal(std::string_view property);

}  // namespace parsers::nunit
