#include "parsers/portions.hpp"

#include "parsers/tags.hpp"
#include "parsers/text.hpp"

namespace parsers::xml {

namespace {

/// CTest writes a number as an element in an element with two attributes, and so a small test in
/// some ten of them.
constexpr auto root = "Site";
constexpr auto parent = "Testing";
constexpr auto element = "Test";

/// Its tree is small beside the file, and its processor's cache holds it.
constexpr std::size_t size_of_portion = 128 * 1024;

/// Where the first child of that name begins, from `at` in the parent on; npos when there is none.
std::size_t find_child(std::string_view text, std::size_t at, std::string_view name) {
  for (at = text.find('<', at); at != npos; at = text.find('<', at)) {
    const auto tag = tag_at(text, at);
    if (tag.behind == npos || tag.kind == Tag::Kind::end) {
      return npos;
    }
    if (tag.kind != Tag::Kind::other && name_in_tag(text.substr(at)) == name) {
      return at;
    }
    at = tag.kind == Tag::Kind::start ? behind_element(text, at) : tag.behind;
  }
  return npos;
}

/// The same in the element that begins at `at`.
std::size_t find_inside(std::string_view text, std::size_t at, std::string_view name) {
  const auto tag = at == npos ? Tag{} : tag_at(text, at);
  return tag.kind == Tag::Kind::start && tag.behind != npos ? find_child(text, tag.behind, name)
                                                            : npos;
}

/// Of the next element after `at`, when it has that name and only white space stands before it.
std::size_t next_of_row(std::string_view text, std::size_t at, std::string_view name) {
  const auto next = text.find_first_not_of(" \t\r\n", at);
  return next != npos && text[next] == '<' && name_in_tag(text.substr(next)) == name ? next : npos;
}

}  // namespace

std::optional<Portions> find_portions(std::string_view text) {
  if (name_in_tag(text) != root) {
    return std::nullopt;
  }
  Portions portions{parent, find_inside(text, find_inside(text, 0, parent), element), {}};
  auto from = portions.begin;
  std::size_t end = 0;
  for (auto at = portions.begin; at != npos; at = next_of_row(text, end, element)) {
    end = behind_element(text, at);
    if (end == npos) {
      return std::nullopt;
    }
    if (end - from >= size_of_portion) {
      portions.ends.push_back(end);
      from = end;
    }
  }
  if (end == 0) {
    return std::nullopt;
  }
  if (portions.ends.empty() || portions.ends.back() != end) {
    portions.ends.push_back(end);
  }
  return portions;
}

}  // namespace parsers::xml
