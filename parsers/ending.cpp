#include "parsers/ending.hpp"

namespace parsers {

namespace {

constexpr auto npos = std::string_view::npos;

/// Behind the next `mark` from `from` on; npos when there is none.
std::size_t behind(std::string_view text, std::string_view mark, std::size_t from) {
  const auto found = text.find(mark, from);
  return found == npos ? npos : found + mark.size();
}

/// Behind the start tag at `from`, quoted values skipped; npos when it does not end.
std::size_t behind_start_tag(std::string_view text, std::size_t from) {
  for (auto at = from;;) {
    at = text.find_first_of("\"'>", at);
    if (at == npos) {
      return npos;
    }
    if (text[at] == '>') {
      return at + 1;
    }
    at = text.find(text[at], at + 1);
    if (at == npos) {
      return npos;
    }
    ++at;
  }
}

/// Name of the element whose start tag begins `text`.
std::string_view name_in_tag(std::string_view text) {
  text.remove_prefix(1);
  return text.substr(0, text.find_first_of(" \t\r\n/>\"'<="));
}

}  // namespace

std::string_view without_prefix(std::string_view name) {
  const auto colon = name.rfind(':');
  return colon == npos ? name : name.substr(colon + 1);
}

Ending find_ending(std::string_view text) {
  Ending ending;
  auto& open = ending.open;
  std::string_view begun;  // By the start tag that is looked at.
  for (;;) {
    auto at = text.find('<', ending.end);
    begun = {};
    if (at != npos) {
      const auto tag = text.substr(at);
      if (tag.starts_with("<!--")) {
        at = behind(text, "-->", at + 4);
      } else if (tag.starts_with("<![CDATA[")) {
        at = behind(text, "]]>", at + 9);
      } else if (tag.starts_with("<?")) {
        at = behind(text, "?>", at + 2);
      } else if (tag.starts_with("</")) {
        at = behind(text, ">", at + 2);
        if (at != npos) {
          open.pop_back();
        }
      } else {
        begun = name_in_tag(tag);
        at = behind_start_tag(text, at);
        if (at != npos && text[at - 2] != '/') {
          open.push_back(begun);
        }
      }
    }
    if (at == npos) {
      ending.cut = true;
      ending.innermost = begun.empty() && !open.empty() ? open.back() : begun;
      return ending;
    }
    ending.end = at;
    if (open.empty()) {
      return ending;
    }
  }
}

}  // namespace parsers
