#include "parsers/tags.hpp"

#include "parsers/text.hpp"

namespace parsers {

namespace {

/// Behind the next `mark` from `from` on; npos when there is none.
std::size_t behind(std::string_view text, std::string_view mark, std::size_t from) {
  const auto found = text.find(mark, from);
  return found == npos ? npos : found + mark.size();
}

/// Behind the start tag at `from`, quoted values skipped; npos when it does not end.
std::size_t behind_start_tag(std::string_view text, std::size_t from) {
  for (auto at = from; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '>') {
      return at + 1;
    }
    if (c == '"' || c == '\'') {
      at = text.find(c, at + 1);
      if (at == npos) {
        return npos;
      }
    }
  }
  return npos;
}

}  // namespace

Tag tag_at(std::string_view text, std::size_t at) {
  const auto tag = text.substr(at, 9);
  if (tag.starts_with("</")) {
    return {Tag::Kind::end, behind(text, ">", at + 2)};
  }
  if (tag.starts_with("<!--")) {
    return {Tag::Kind::other, behind(text, "-->", at + 4)};
  }
  if (tag.starts_with("<![CDATA[")) {
    return {Tag::Kind::other, behind(text, "]]>", at + 9)};
  }
  if (tag.starts_with("<?")) {
    return {Tag::Kind::other, behind(text, "?>", at + 2)};
  }
  const auto end = behind_start_tag(text, at);
  return {end != npos && text[end - 2] == '/' ? Tag::Kind::empty : Tag::Kind::start, end};
}

std::string_view name_in_tag(std::string_view text) {
  text.remove_prefix(1);
  return text.substr(0, text.find_first_of(" \t\r\n/>\"'<="));
}

std::size_t behind_element(std::string_view text, std::size_t at) {
  std::size_t depth = 0;
  do {
    const auto tag = tag_at(text, at);
    if (tag.behind == npos) {
      return npos;
    }
    depth += tag.kind == Tag::Kind::start ? 1 : 0;
    depth -= tag.kind == Tag::Kind::end ? 1 : 0;
    at = depth == 0 ? tag.behind : text.find('<', tag.behind);
  } while (depth != 0 && at != npos);
  return at;
}

}  // namespace parsers
