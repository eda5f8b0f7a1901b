#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parsers::xml {

/// Writes XML that is made of something else, each element on a line of its own, and remembers for
/// every line where in that it comes from.
class TracedXml {
public:
  using Attribute = std::pair<std::string_view, std::string>;

  /// The line of the source in which the elements that follow stand.
  void stand_at(std::uint32_t line) { line_ = line; }

  /// Attributes without a value are left out.
  void open(std::string_view name, std::initializer_list<Attribute> attributes = {});
  void close(std::string_view name);
  void element(
      std::string_view name, std::initializer_list<Attribute> attributes, std::string_view text
  );

  const std::string& text() const { return text_; }
  /// For each line of the text, that of the source.
  const std::vector<std::uint32_t>& lines() const { return lines_; }

private:
  enum class Place { attribute, content };
  void put(std::string_view text, Place place);

  std::string text_;
  std::vector<std::uint32_t> lines_{1};
  std::uint32_t line_ = 1;
};

}  // namespace parsers::xml
