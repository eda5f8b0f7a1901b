#include "parsers/ending.hpp"

#include "parsers/tags.hpp"
#include "parsers/text.hpp"

namespace parsers {

std::string_view without_prefix(std::string_view name) {
  const auto colon = name.rfind(':');
  return colon == npos ? name : name.substr(colon + 1);
}

Ending find_ending(std::string_view text) {
  Ending ending;
  auto& open = ending.open;
  for (;;) {
    const auto at = text.find('<', ending.end);
    const auto tag = at == npos ? Tag{Tag::Kind::other, npos} : tag_at(text, at);
    const bool begins = tag.kind == Tag::Kind::start || tag.kind == Tag::Kind::empty;
    if (tag.behind == npos) {
      ending.cut = true;
      ending.innermost = begins ? name_in_tag(text.substr(at)) : std::string_view{};
      if (ending.innermost.empty() && !open.empty()) {
        ending.innermost = open.back();
      }
      return ending;
    }
    if (tag.kind == Tag::Kind::start) {
      open.push_back(name_in_tag(text.substr(at)));
    } else if (tag.kind == Tag::Kind::end) {
      open.pop_back();
    }
    ending.end = tag.behind;
    if (open.empty()) {
      return ending;
    }
  }
}

}  // namespace parsers
