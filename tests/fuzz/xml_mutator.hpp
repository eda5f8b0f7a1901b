#pragma once

#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace fuzz {

/// Changes XML as a tree, so that most of what comes out is still a document: elements and
/// attributes are moved, renamed and repeated, values replaced. Changes of bytes alone seldom get
/// behind the first malformed tag.
class XmlMutator {
public:
  /// `words` are names and values that the format knows.
  explicit XmlMutator(std::vector<std::string> words);

  /// One to four changes. Nothing when `xml` is not well formed.
  std::optional<std::string> mutate(std::string_view xml, unsigned seed);

  /// `into` with an element of `from` in it.
  std::optional<std::string> cross(std::string_view into, std::string_view from, unsigned seed);

private:
  struct Document;

  void change(Document& document);
  void change_element(Document& document);
  void change_attribute(Document& document);
  void change_text(Document& document);
  std::string new_value(std::string_view old);
  const std::string& word();
  const std::string& name();
  /// From 0 to below `count`, which is not 0.
  std::size_t below(std::size_t count);

  std::vector<std::string> words_;
  std::vector<std::string> names_;  ///< The words that XML takes for a name.
  std::minstd_rand random_;
};

}  // namespace fuzz
