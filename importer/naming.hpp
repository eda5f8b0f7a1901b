#pragma once

#include "importer/grain.hpp"
#include "parsers/report.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace importer {

constexpr const char* default_name_template = default_template(Grain::result).data();

/// PractiTest documents no limit; its other names end at 255 characters.
constexpr std::size_t max_name_characters = 255;

/// Makes the name that a result has in PractiTest. Placeholders: {classname} {class} (without its
/// package) {package} {name} {suite} {suite_path} {file} {parameters}; `{{` is a brace.
///
/// `{classname}.` is left out where a result has no class, or where its name already begins with
/// it (as in ctest's JUnit).
class NameTemplate {
public:
  /// Throws UsageError for an unknown placeholder, a lone brace, a template without what tells the
  /// tests of this grain apart ({name}, where each result is a test), or with what the results of
  /// one such test do not share.
  explicit NameTemplate(std::string_view text, Grain grain = Grain::result);

  /// In Unicode form C, on one line, and never empty.
  std::string whole_name_of(const parsers::Report& report, const parsers::Result& result) const;
  /// The same with at most max_name_characters: longer ones are cut in the middle with a hash of
  /// the whole.
  std::string name_of(const parsers::Report& report, const parsers::Result& result) const;

private:
  enum class Part {
    literal,
    class_name,
    simple_class,
    package,
    name,
    suite,
    suite_path,
    file,
    parameters,
    class_name_and_dot
  };
  struct Piece {
    Part part;
    std::string literal;
  };

  void check(std::string_view whole, Grain grain) const;
  bool has(Part part) const;
  static Part part_named(std::string_view placeholder);
  void append(Part part);
  void append_literal(std::string_view text);

  std::vector<Piece> pieces_;
};

}  // namespace importer
