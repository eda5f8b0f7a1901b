#include "parsers/ending.hpp"

#include <algorithm>
#include <array>
#include <vector>

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

}  // namespace

std::string_view name_in_tag(std::string_view text) {
  text.remove_prefix(1);
  auto name = text.substr(0, text.find_first_of(" \t\r\n/>\"'<="));
  const auto colon = name.rfind(':');
  return colon == npos ? name : name.substr(colon + 1);
}

bool is_result_element(std::string_view local_name) {
  static constexpr std::array<std::string_view, 6> names = {
      "testcase", "test-case", "test-method", "UnitTestResult", "case", "test"};
  return std::ranges::find(names, local_name) != names.end();
}

Ending find_ending(std::string_view text) {
  Ending ending;
  std::vector<std::string_view> open;
  std::size_t at = 0;
  const auto close = [&](std::string_view name) {
    ending.complete += is_result_element(name) ? 1 : 0;
  };
  const auto cut = [&](std::string_view innermost) {
    ending.cut = true;
    ending.end = text.size();
    ending.open = innermost;
    return ending;
  };
  for (;;) {
    at = text.find('<', at);
    const auto innermost = open.empty() ? std::string_view{} : open.back();
    if (at == npos) {
      return cut(innermost);
    }
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
        close(innermost);
        open.pop_back();
      }
    } else {
      const auto name = name_in_tag(tag);
      const auto end = behind_start_tag(text, at);
      if (end == npos) {
        return cut(name.empty() ? innermost : name);
      }
      if (text[end - 2] == '/') {
        close(name);
      } else {
        open.push_back(name);
      }
      at = end;
    }
    if (at == npos) {
      return cut(innermost);
    }
    if (open.empty()) {
      ending.end = at;
      return ending;
    }
  }
}

}  // namespace parsers
