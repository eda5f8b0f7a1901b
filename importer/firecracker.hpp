#pragma once

#include "importer/grain.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace importer {

/// A FireCracker configuration in our words.
struct Translated {
  struct Left {
    std::string key;  ///< FireCracker's.
    std::string why;  ///< Why it has no equivalent, and what to do instead.
  };

  std::vector<std::pair<std::string, std::string>> options;  ///< Ours, without dashes.
  std::vector<Left> left;
};

/// Translates FireCracker's JSON configuration. The token in it is not taken over, and neither it
/// nor any other value is in what is said. Throws UsageError for what is no such configuration;
/// `file` names it.
/// Source: its public sources, cli.clj and parser/core.clj of 2024, and PractiTest's help.
Translated translate_firecracker(std::string_view json, const std::string& file);

/// A name expression such as `(concat ?full-class-name ": " ?test-case-name)` as a template for
/// --test-name, where a test is what `grain` says. Throws UsageError, whose words say what has no
/// equivalent.
std::string template_of_expression(std::string_view expression, Grain grain);

/// A field's value, an expression or a plain text, as a template for --run-field and its like.
/// Throws UsageError as above.
std::string template_of_field(std::string_view value);

}  // namespace importer
