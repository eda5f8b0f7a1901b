#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace parsers::bdd {

/// What a keyword begins.
enum class GherkinBlock { feature, rule, background, scenario, outline, examples };

struct GherkinHeading {
  GherkinBlock block;
  std::string_view name;  ///< What stands behind the colon, trimmed; may be empty.
};

/// The keywords that begin blocks, of one language; those of steps are not needed to find them.
/// Source: gherkin-languages.json of the Gherkin parser.
class GherkinKeywords {
public:
  /// As a header says it, "de"; nothing for a language that is not known here.
  static std::optional<GherkinKeywords> of(std::string_view language);
  /// "de, en, …"
  static std::string languages();

  /// Nothing when the line, which is trimmed, begins no block.
  std::optional<GherkinHeading> heading_in(std::string_view line) const;

private:
  explicit GherkinKeywords(const struct GherkinLanguage& language) : language_(&language) {}

  const struct GherkinLanguage* language_;
};

}  // namespace parsers::bdd
