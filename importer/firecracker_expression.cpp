#include "importer/error.hpp"
#include "importer/firecracker.hpp"
#include "importer/naming.hpp"
#include "importer/template.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace importer {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 11> variables{{
    {"?pt-test-name", "{class}"},
    {"?class-name", "{class}"},
    {"?full-class-name", "{classname}"},
    {"?package-name", "{package}"},
    {"?suite-name", "{suite}"},
    {"?full-name", "{classname}.{name}"},
    {"?test-case-name", "{name}"},
    {"?pt-test-step-name", "{name}"},
    {"?pt-first-case-name", "{name}"},
    {"?name", "{name}"},
    {"?pt-name-combine", "{class} - {name}"},
}};

/// Reads the expressions of FireCracker's language: a variable, a text, or (function arguments…).
class Reader {
public:
  explicit Reader(std::string_view text) : rest_(text) {}

  std::string whole() {
    auto made = expression();
    skip_blanks();
    if (!rest_.empty()) {
      refuse_form();
    }
    return made;
  }

private:
  [[noreturn]] static void refuse_form() { throw UsageError("the expression is not well-formed"); }

  void skip_blanks() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n,"), rest_.size()));
  }

  std::string expression() {
    skip_blanks();
    if (rest_.empty() || rest_.front() == ')') {
      refuse_form();
    }
    if (rest_.front() == '"') {
      return as_template(quoted());
    }
    if (rest_.front() != '(') {
      return variable(word());
    }
    rest_.remove_prefix(1);
    return call();
  }

  std::string call() {
    skip_blanks();
    const auto function = word();
    if (function != "concat" && function != "join") {
      throw UsageError(fmt::format("the function '{}' has no equivalent in a template", function));
    }
    std::string made;
    std::size_t arguments = 0;
    for (skip_blanks(); !rest_.empty() && rest_.front() != ')'; skip_blanks()) {
      made += expression();
      ++arguments;
    }
    if (rest_.empty() || (function == "join" && arguments != 1)) {
      refuse_form();
    }
    rest_.remove_prefix(1);
    return made;
  }

  std::string word() {
    const auto end = std::min(rest_.find_first_of(" \t\r\n,()\""), rest_.size());
    const std::string read(rest_.substr(0, end));
    rest_.remove_prefix(end);
    return read;
  }

  std::string quoted() {
    std::string read;
    std::size_t at = 1;
    for (; at < rest_.size() && rest_[at] != '"'; ++at) {
      at += rest_[at] == '\\' ? 1 : 0;
      read += at < rest_.size() ? rest_.substr(at, 1) : "";
    }
    if (at >= rest_.size()) {
      refuse_form();
    }
    rest_.remove_prefix(at + 1);
    return read;
  }

  static std::string variable(const std::string& name) {
    if (!name.starts_with('?')) {
      return as_template(name);
    }
    for (const auto& [theirs, ours] : variables) {
      if (name == theirs) {
        return std::string(ours);
      }
    }
    throw UsageError(fmt::format("the variable '{}' has no equivalent in a template", name));
  }

  std::string_view rest_;
};

}  // namespace

std::string template_of_expression(std::string_view expression, Grain grain) {
  auto made = Reader(expression).whole();
  (void)NameTemplate(made, grain);  // One that does not tell the tests apart is refused.
  return made;
}

std::string template_of_field(std::string_view value) {
  const bool is_expression = value.starts_with('?') || value.starts_with('(');
  return is_expression ? Reader(value).whole() : as_template(value);
}

}  // namespace importer
