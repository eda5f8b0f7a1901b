#include "parsers/xml.hpp"

#include "parsers/ending.hpp"
#include "parsers/prolog.hpp"
#include "parsers/text.hpp"

#include <fmt/format.h>

#include <bit>
#include <functional>
#include <utility>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace parsers::xml {

namespace {

using namespace std::string_view_literals;

constexpr auto npos = std::string_view::npos;

/// Entities stay as they are, for Tree::decode; attribute values keep their newlines, because
/// stack traces stand in some of them. Text that comes first in an element is the element's own
/// value: a node for each would take more room than most of these texts.
constexpr unsigned parse_options = pugi::parse_cdata | pugi::parse_eol | pugi::parse_embed_pcdata;

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

Seen look_at_each(const char* text) {
  Seen seen{0, false, false};
  for (; text[seen.size] != '\0'; ++seen.size) {
    seen.ampersand |= text[seen.size] == '&';
    seen.less_than |= text[seen.size] == '<';
  }
  return seen;
}

/// Reads sixteen bytes at a time as long as as many stand before `end`.
Seen look_at(const char* text, const char* end) {
#ifdef __SSE2__
  const auto nul = _mm_setzero_si128();
  const auto ampersand = _mm_set1_epi8('&');
  const auto less_than = _mm_set1_epi8('<');
  auto ampersands = nul;
  auto less_thans = nul;
  for (const char* at = text; end - at >= 16; at += 16) {
    const auto c = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const auto nuls = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(c, nul)));
    const auto is_ampersand = _mm_cmpeq_epi8(c, ampersand);
    const auto is_less_than = _mm_cmpeq_epi8(c, less_than);
    if (nuls == 0) {
      ampersands = _mm_or_si128(ampersands, is_ampersand);
      less_thans = _mm_or_si128(less_thans, is_less_than);
      continue;
    }
    const unsigned of_the_text = (nuls & (~nuls + 1)) - 1;
    const auto marked = [&](__m128i before, __m128i here) {
      return _mm_movemask_epi8(before) != 0 ||
             (static_cast<unsigned>(_mm_movemask_epi8(here)) & of_the_text) != 0;
    };
    return {
        static_cast<std::size_t>(at - text) + static_cast<std::size_t>(std::countr_zero(nuls)),
        marked(ampersands, is_ampersand),
        marked(less_thans, is_less_than)};
  }
#else
  static_cast<void>(end);
#endif
  return look_at_each(text);
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
          spot_at(rest.data()),
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
  const auto seen = look_at(text, safe_end(text));
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
  joined.add(decoded_text(node));
  for (auto child = node.first_child(); child; child = child.next_sibling()) {
    const auto type = child.type();
    if (type == pugi::node_cdata) {
      joined.add(child.value());
    } else if (type == pugi::node_pcdata) {
      joined.add(decoded_text(child));
    }
  }
  return joined.in(document_);
}

std::string_view Tree::decoded_text(pugi::xml_node node) {
  char* const text = const_cast<char*>(node.value());
  const auto seen = look_at(text, safe_end(text));
  return seen.ampersand ? decode(text, seen.size) : std::string_view{text, seen.size};
}

const char* Tree::safe_end(const char* text) const {
  const auto all = document_.text();
  const auto* const end = all.data() + all.size();
  // What is empty stands outside of the document.
  const std::less<const char*> before;
  return before(text, all.data()) || !before(text, end) ? text : end;
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
        spot_at(text),
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

Spot Tree::spot_at(const char* place) const {
  return {lines_, static_cast<std::size_t>(place - document_.text().data())};
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
