#include "parsers/xml.hpp"

#include "parsers/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <functional>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace parsers::xml {

namespace {

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

std::string shown_name(std::string_view name) {
  constexpr std::size_t longest = 60;
  return std::string(shortened(name, longest));
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
            shown_name(attribute.name())
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

std::size_t Tree::offset_of(const char* place) const {
  const std::less<const char*> before;
  const auto* const end = frame_.data() + frame_.size();
  if (frame_.empty() || before(place, frame_.data()) || before(end, place)) {
    return static_cast<std::size_t>(place - document_.text().data());
  }
  const auto offset = frame_begin_ + static_cast<std::size_t>(place - frame_.data());
  const auto left_out = portions_->ends.back() - portions_->begin;
  return offset < portions_->begin ? offset : offset + left_out;
}

std::uint32_t Tree::line_at(const char* place) const { return lines_.line_of(offset_of(place)); }

Spot Tree::spot_at(const char* place) const { return {lines_, offset_of(place)}; }

Place Tree::place_of(const char* place) const {
  return lines_.place_of(std::min(offset_of(place), size_)
  );  // End tags that were added stand behind.
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
