#include "parsers/xml.hpp"

#include "parsers/ending.hpp"
#include "parsers/prolog.hpp"
#include "parsers/text.hpp"

#include <fmt/format.h>

#include <cstring>
#include <utility>

namespace parsers::xml {

namespace {

using namespace std::string_view_literals;

constexpr auto npos = std::string_view::npos;

/// Entities stay as they are, for Tree::decode; attribute values keep their newlines, because
/// stack traces stand in some of them.
constexpr unsigned parse_options = pugi::parse_cdata | pugi::parse_eol;

/// An element's name may come from a broken file: short, and nothing that is not a name.
std::string shown(std::string_view name) {
  constexpr std::size_t longest = 60;
  return std::string(shortened(name, longest));
}

/// Whether the last thing in `text` is the end tag of `root`: then nothing is missing, and nothing
/// stands behind it.
bool ends_with_end_tag(std::string_view text, std::string_view root) {
  text = trimmed(text);
  if (!text.ends_with('>')) {
    return false;
  }
  text = trimmed(text.substr(0, text.size() - 1));
  return text.size() > root.size() + 2 && text.ends_with(root) &&
         text.substr(0, text.size() - root.size()).ends_with("</");
}

/// Passes over what may stand behind the root element.
std::string_view without_misc(std::string_view text) {
  for (;;) {
    text = trimmed(text);
    const std::string_view end = text.starts_with("<!--")                                ? "-->"
                                 : text.starts_with("<?") && !text.starts_with("<?xml ") ? "?>"
                                                                                         : "";
    const auto found = end.empty() ? npos : text.find(end, 2);
    if (found == npos) {
      return text;
    }
    text.remove_prefix(found + end.size());
  }
}

std::string why_malformed(pugi::xml_parse_status status) {
  switch (status) {
  case pugi::status_bad_pi:
    return "a processing instruction is not well formed";
  case pugi::status_bad_comment:
    return "a comment is not closed; was the file cut off?";
  case pugi::status_bad_cdata:
    return "a CDATA section is not closed; was the file cut off?";
  case pugi::status_bad_doctype:
    return "a DOCTYPE stands where none may be";
  case pugi::status_bad_start_element:
    return "a start tag is not well formed";
  case pugi::status_bad_attribute:
    return "an attribute is not well formed";
  case pugi::status_bad_end_element:
    return "an end tag is not well formed";
  case pugi::status_end_element_mismatch:
    return "an end tag does not match the element that is open";
  case pugi::status_out_of_memory:
    return "there is not enough memory to read the report: split it, one file a suite";
  default:
    return "a < begins no tag";
  }
}

std::uint64_t count_results(pugi::xml_node top) {
  std::uint64_t count = 0;
  for (auto node = top.first_child(); node;) {
    count += is_result_element(local_name(node)) ? 1 : 0;
    if (const auto child = node.first_child()) {
      node = child;
      continue;
    }
    while (node != top && !node.next_sibling()) {
      node = node.parent();
    }
    if (node == top) {
      break;
    }
    node = node.next_sibling();
  }
  return count;
}

[[noreturn]] void refuse_cut(Place place, std::string_view open, std::uint64_t complete) {
  throw ParseError(
      place.line,
      place.column,
      fmt::format(
          "the file ends in the middle of <{}>; it was probably cut off; {} complete result{} "
          "before the break: run the tests again, or close the open elements by hand",
          shown(open),
          complete == 0 ? "no" : std::to_string(complete),
          complete == 1 ? " stands" : "s stand"
      )
  );
}

struct Seen {
  std::size_t size;
  bool ampersand;
  bool less_than;
};

/// Most values are a few letters: one loop over them is quicker than three calls.
Seen look_at(const char* text) {
  constexpr std::size_t few = 32;
  Seen seen{0, false, false};
  for (; seen.size < few; ++seen.size) {
    const char c = text[seen.size];
    if (c == '\0') {
      return seen;
    }
    seen.ampersand |= c == '&';
    seen.less_than |= c == '<';
  }
  const char* const rest = text + few;
  const auto size = std::strlen(rest);
  seen.size += size;
  seen.ampersand = seen.ampersand || std::memchr(rest, '&', size) != nullptr;
  seen.less_than = seen.less_than || std::memchr(rest, '<', size) != nullptr;
  return seen;
}

}  // namespace

Tree::Tree(Document& document, LineIndex lines, Oddities& oddities)
    : document_(document), oddities_(oddities), lines_(std::move(lines)) {
  const auto prolog = read_prolog(document.text(), oddities);
  const std::string root(prolog.root_name);
  auto content = document.buffer().subspan(prolog.root);
  const std::string_view text(content.data(), content.size());

  if (!ends_with_end_tag(text, root)) {
    const auto ending = find_ending(text);
    if (ending.cut) {
      refuse_cut(lines_.place_of(document.text().size()), ending.open, ending.complete);
    }
    const auto rest = without_misc(text.substr(ending.end));
    if (!rest.empty()) {
      if (rest.find("<" + root) != npos || rest.find("<?xml") != npos) {
        refuse(
            rest.data(),
            fmt::format(
                "a second document begins after the end of <{}>: write each report to a file of "
                "its own",
                shown(root)
            )
        );
      }
      oddities.add(
          "text after the end of the report passed over, bytes: {}",
          line_at(rest.data()),
          rest.size()
      );
    }
    content = content.first(ending.end);
  }

  const auto parsed =
      tree_.load_buffer_inplace(content.data(), content.size(), parse_options, pugi::encoding_utf8);
  if (!parsed) {
    const auto offset = static_cast<std::size_t>(parsed.offset);
    const auto place = lines_.place_of(prolog.root + offset);
    // pugixml puts a NUL over the last byte.
    const bool at_end =
        text.substr(0, content.size()).find_first_not_of(" \t\r\n\0"sv, offset) == npos;
    if (parsed.status == pugi::status_end_element_mismatch && at_end) {
      refuse_cut(place, root, count_results(tree_));
    }
    throw ParseError(
        place.line,
        place.column,
        fmt::format("this is not well-formed XML: {}", why_malformed(parsed.status))
    );
  }
  for (auto node = this->root().next_sibling(); node; node = node.next_sibling()) {
    if (node.type() == pugi::node_element) {
      refuse(
          node.name(),
          fmt::format(
              "a second document begins after the end of <{}>: write each report to a file of its "
              "own",
              shown(root)
          )
      );
    }
  }
}

std::string_view Tree::value(pugi::xml_attribute attribute) {
  // pugixml parses in place: the value is a string in the document's own buffer.
  char* const text = const_cast<char*>(attribute.value());
  const auto seen = look_at(text);
  if (seen.less_than && !decoded_.contains(text)) {
    refuse(
        text,
        fmt::format(
            "the value of the attribute {} holds a bare <: the tool that wrote this report does "
            "not escape it",
            shown(attribute.name())
        )
    );
  }
  return seen.ampersand ? decode(text, seen.size) : std::string_view{text, seen.size};
}

std::string_view Tree::text(pugi::xml_node node) {
  JoinedText joined("");
  for (const auto& child : node.children()) {
    std::string_view piece;
    if (child.type() == pugi::node_cdata) {
      piece = child.value();
    } else if (child.type() == pugi::node_pcdata) {
      char* const text = const_cast<char*>(child.value());
      const auto seen = look_at(text);
      piece = seen.ampersand ? decode(text, seen.size) : std::string_view{text, seen.size};
    }
    joined.add(piece);
  }
  return joined.in(document_);
}

std::string_view Tree::decode(char* text, std::size_t size) {
  if (decoded_.contains(text)) {
    return {text, size};
  }
  const auto decoded = decode_references(text, size);
  if (decoded.unknown != npos) {
    refuse(
        text + decoded.unknown,
        "an & begins neither a predefined entity (&lt; &gt; &amp; &quot; &apos;) nor a character "
        "reference: the tool that wrote this report does not escape it"
    );
  }
  if (decoded.repaired > 0) {
    oddities_.add(
        "references to forbidden characters removed or replaced: {}",
        line_at(text),
        decoded.repaired
    );
  }
  text[decoded.size] = '\0';
  const std::string_view result(text, decoded.size);
  if (result.find_first_of("&<") != npos) {
    decoded_.insert(text);
  }
  return result;
}

std::uint32_t Tree::line_at(const char* place) const {
  return lines_.line_of(static_cast<std::size_t>(place - document_.text().data()));
}

Place Tree::place_of(const char* place) const {
  return lines_.place_of(static_cast<std::size_t>(place - document_.text().data()));
}

void Tree::refuse(const char* place, const std::string& why) const {
  const auto found = place_of(place);
  throw ParseError(found.line, found.column, why);
}

void Tree::refuse_as_other(const char* place, const std::string& why) const {
  const auto found = place_of(place);
  throw NotAReport(found.line, found.column, why);
}

}  // namespace parsers::xml
