#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace importer {

/// `{env:BUILD_TAG}` has the name "env" and the argument "BUILD_TAG".
struct Placeholder {
  std::string name;
  std::string argument;  ///< Empty where the placeholder takes none.
};

/// What a template may hold.
struct KnownPlaceholder {
  std::string_view name;
  std::string_view argument = {};  ///< What users call it, "NAME"; empty: it takes none.
};

using KnownPlaceholders = std::vector<KnownPlaceholder>;

/// As users write them: "{classname} {env:NAME}".
std::string listed(const KnownPlaceholders& known);

/// The template that says just this text.
std::string as_template(std::string_view text);

/// A text with placeholders, parsed once and filled as often as needed. `{{` and `}}` are braces.
class Template {
public:
  /// Throws UsageError, beginning with `whose` ("--set"), for a lone brace, for a placeholder that
  /// is not `known` or lacks its argument, and for a text that is not UTF-8.
  Template(std::string_view text, const KnownPlaceholders& known, std::string_view whose);

  /// What stands for a placeholder; absent, or empty, when it has no value.
  using Values = std::function<std::optional<std::string>(const Placeholder&)>;

  /// The text with its placeholders' values, which are not templates in their turn. Absent when one
  /// of them has no value: half a text ("build ") would only look like the whole.
  std::optional<std::string> filled(const Values& values) const;

  /// As a template's text again, in which those placeholders are filled whose time `is_now`; absent
  /// as with filled().
  std::optional<std::string> filled_in_part(
      const std::function<bool(const Placeholder&)>& is_now, const Values& values
  ) const;

  /// Of all placeholders, in order.
  std::vector<Placeholder> placeholders() const;

private:
  /// Literal text, then perhaps a placeholder.
  struct Piece {
    std::string literal;
    std::optional<Placeholder> placeholder = {};
  };

  std::vector<Piece> pieces_;
};

}  // namespace importer
