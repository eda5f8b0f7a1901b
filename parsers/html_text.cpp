#include "parsers/html_text.hpp"

#include "parsers/text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <optional>
#include <utility>

namespace parsers {

namespace {

using namespace std::string_view_literals;

/// A tag with its attributes, `<` and `>` left out.
struct HtmlTag {
  std::string_view name;  ///< With the slash of an end tag.
  std::string_view attributes;
  std::size_t end = npos;  ///< Behind the `>`; npos when this is no tag.
};

HtmlTag html_tag_at(std::string_view html, std::size_t at) {
  HtmlTag tag;
  const auto begin = at + 1;
  auto name_end = begin + (begin < html.size() && html[begin] == '/' ? 1 : 0);
  const auto first = name_end;
  while (name_end < html.size() && std::isalnum(static_cast<unsigned char>(html[name_end])) != 0) {
    ++name_end;
  }
  if (name_end == first) {
    return tag;
  }
  // However many stray < there are, no more than three of these scans pass over the same letter:
  // each quotation mark only swaps two of the states in which a scan can be.
  char quote = 0;
  for (auto i = name_end; i < html.size(); ++i) {
    const char c = html[i];
    if (quote != 0) {
      quote = c == quote ? char{0} : quote;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '<') {
      return tag;
    } else if (c == '>') {
      tag.name = html.substr(begin, name_end - begin);
      tag.attributes = html.substr(name_end, i - name_end);
      tag.end = i + 1;
      return tag;
    }
  }
  return tag;
}

bool breaks_line(std::string_view name) {
  static constexpr std::array blocks = {
      "br"sv, "hr"sv, "p"sv, "div"sv, "tr"sv, "li"sv, "ul"sv, "ol"sv, "table"sv, "pre"sv};
  name.remove_prefix(name.starts_with('/') ? 1 : 0);
  return std::ranges::any_of(blocks, [&](auto block) { return equal_ignoring_case(name, block); });
}

std::string decoded(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> entities = {
      {{"&lt;", "<"},
       {"&gt;", ">"},
       {"&quot;", "\""},
       {"&apos;", "'"},
       {"&#39;", "'"},
       {"&nbsp;", " "},
       {"&amp;", "&"}}};
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto at = text.find('&');
    out += text.substr(0, at);
    if (at == npos) {
      break;
    }
    text.remove_prefix(at);
    const auto known = std::ranges::find_if(entities, [&](const auto& entity) {
      return text.starts_with(entity.first);
    });
    out += known == entities.end() ? "&"sv : known->second;
    text.remove_prefix(known == entities.end() ? 1 : known->first.size());
  }
  return out;
}

/// `selenium%201.png` is `selenium 1.png`.
std::string without_percent(std::string_view path) {
  std::string out;
  for (std::size_t i = 0; i < path.size(); ++i) {
    unsigned char byte = 0;
    const auto* const hex = path.data() + i + 1;
    if (path[i] == '%' && i + 2 < path.size() &&
        std::from_chars(hex, hex + 2, byte, 16).ptr == hex + 2) {
      out += static_cast<char>(byte);
      i += 2;
    } else {
      out += path[i];
    }
  }
  return is_clean(out) ? out : std::string(path);
}

/// The value of an attribute, quotes taken off.
std::string_view value_of(std::string_view attributes, std::string_view name) {
  for (std::size_t i = 0; i < attributes.size();) {
    while (i < attributes.size() &&
           (std::isspace(static_cast<unsigned char>(attributes[i])) != 0 || attributes[i] == '/')) {
      ++i;
    }
    const auto begin = i;
    while (i < attributes.size() && attributes[i] != '=' &&
           std::isspace(static_cast<unsigned char>(attributes[i])) == 0) {
      ++i;
    }
    const auto found = attributes.substr(begin, i - begin);
    std::string_view value;
    if (i < attributes.size() && attributes[i] == '=') {
      ++i;
      const char quote = i < attributes.size() ? attributes[i] : char{0};
      const bool quoted = quote == '"' || quote == '\'';
      const auto from = i + (quoted ? 1 : 0);
      const auto to = std::min(
          quoted ? attributes.find(quote, from) : attributes.find_first_of(" \t\n", from),
          attributes.size()
      );
      value = attributes.substr(std::min(from, attributes.size()), to - from);
      i = to + (quoted ? 1 : 0);
    }
    if (equal_ignoring_case(found, name)) {
      return value;
    }
  }
  return {};
}

bool has_scheme(std::string_view link) {
  const auto colon = link.find_first_of(":/\\?#");
  // One letter before a colon is a Windows drive.
  return colon != npos && colon > 1 && link[colon] == ':';
}

/// `data:image/png;base64,iVBOR…`. Source: RFC 2397.
std::optional<HtmlFiles::Embedded> embedded_in(std::string_view link) {
  link.remove_prefix(std::string_view("data:").size());
  const auto comma = link.find(',');
  const auto described = link.substr(0, comma);
  const auto semicolon = described.rfind(';');
  if (comma == npos || semicolon == npos ||
      !equal_ignoring_case(trimmed(described.substr(semicolon + 1)), "base64")) {
    return std::nullopt;
  }
  return HtmlFiles::Embedded{described.substr(0, described.find(';')), link.substr(comma + 1)};
}

bool is_page(std::string_view path) { return path.ends_with(".html") || path.ends_with(".htm"); }

}  // namespace

std::string text_of_html(std::string_view html) {
  std::string out;
  for (std::size_t at = 0; at < html.size();) {
    const auto next = std::min(html.find('<', at), html.size());
    out += decoded(html.substr(at, next - at));
    at = next;
    if (at == html.size()) {
      break;
    }
    const auto tag = html_tag_at(html, at);
    if (tag.end == npos) {
      out += '<';
      ++at;
      continue;
    }
    if (breaks_line(tag.name) && !out.empty() && out.back() != '\n') {
      out += '\n';
    }
    at = tag.end;
  }
  return std::string(trimmed(out));
}

HtmlFiles files_of_html(std::string_view html) {
  // A page of a test tool has a few; comparing each with all must stay cheap.
  constexpr std::size_t most_files = 500;
  HtmlFiles files;
  for (auto at = html.find('<'); at != npos; at = html.find('<', at)) {
    if (files.paths.size() == most_files) {
      break;
    }
    const auto tag = html_tag_at(html, at);
    if (tag.end == npos) {
      ++at;
      continue;
    }
    at = tag.end;
    const bool picture = equal_ignoring_case(tag.name, "img");
    if (!picture && !equal_ignoring_case(tag.name, "a")) {
      continue;
    }
    auto link = trimmed(value_of(tag.attributes, picture ? "src" : "href"));
    if (link.starts_with("data:")) {
      const auto embedded = picture ? embedded_in(link) : std::nullopt;
      if (embedded && files.embedded.size() < most_files) {
        files.embedded.push_back(*embedded);
      } else {
        files.not_base64 += picture ? 1 : 0;
      }
      continue;
    }
    if (link.starts_with("file://")) {
      link.remove_prefix(7);
    }
    link = link.substr(0, link.find_first_of("?#"));
    if (link.empty() || has_scheme(link) || link.starts_with("//") || (!picture && is_page(link))) {
      continue;
    }
    auto path = without_percent(decoded(link));
    if (std::ranges::find(files.paths, path) == files.paths.end()) {
      files.paths.push_back(std::move(path));
    }
  }
  return files;
}

}  // namespace parsers
