#include "parsers/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>

namespace parsers {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";
constexpr std::string_view blanks = " \t\r\n";
constexpr char escape = '\x1B';

bool is_ordinary(unsigned char c) {
  return (c >= 0x20 && c < 0x7F) || c == '\t' || c == '\n' || c == '\r';
}

/// Length of the well-formed UTF-8 sequence at the start of `text`, 0 when there is none.
/// Source: Unicode 15, table 3-7.
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto lead = byte(0);
  if (lead < 0x80) {
    return 1;
  }
  std::size_t length = 0;
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    low = lead == 0xE0 ? 0xA0 : 0x80;
    high = lead == 0xED ? 0x9F : 0xBF;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    low = lead == 0xF0 ? 0x90 : 0x80;
    high = lead == 0xF4 ? 0x8F : 0xBF;
  }
  if (length == 0 || text.size() < length || byte(1) < low || byte(1) > high) {
    return 0;
  }
  for (std::size_t i = 2; i < length; ++i) {
    if (byte(i) < 0x80 || byte(i) > 0xBF) {
      return 0;
    }
  }
  return length;
}

/// The C1 controls, U+0080 to U+009F: legal in XML 1.0 but of no use to a reader.
bool is_c1(std::string_view sequence) {
  return sequence.size() == 2 && sequence[0] == '\xC2' &&
         static_cast<unsigned char>(sequence[1]) < 0xA0;
}

/// Length of the terminal sequence at the start of `text` (which begins with ESC), 0 when it is
/// none. Source: ECMA-48, 5.4 control sequences; OSC ends with BEL or ST.
std::size_t terminal_sequence(std::string_view text) {
  if (text.size() < 2) {
    return 0;
  }
  std::size_t at = 2;
  if (text[1] == '[') {
    while (at < text.size() && text[at] >= 0x20 && text[at] <= 0x3F) {
      ++at;
    }
    return at < text.size() && text[at] >= 0x40 && text[at] <= 0x7E ? at + 1 : 0;
  }
  if (text[1] == ']') {
    constexpr std::size_t longest = 4096;
    const auto limit = std::min(text.size(), longest);
    for (; at < limit && text[at] != '\n'; ++at) {
      if (text[at] == '\a') {
        return at + 1;
      }
      if (text[at] == escape && at + 1 < limit && text[at + 1] == '\\') {
        return at + 2;
      }
    }
    return 0;
  }
  return text[1] == '(' && text.size() > 2 ? 3 : 0;
}

void append_utf8(std::uint32_t code, char*& out) {
  const auto put = [&](std::uint32_t byte) { *out++ = static_cast<char>(byte); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | (code >> 6));
    put(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    put(0xE0 | (code >> 12));
    put(0x80 | ((code >> 6) & 0x3F));
    put(0x80 | (code & 0x3F));
  } else {
    put(0xF0 | (code >> 18));
    put(0x80 | ((code >> 12) & 0x3F));
    put(0x80 | ((code >> 6) & 0x3F));
    put(0x80 | (code & 0x3F));
  }
}

struct Reference {
  std::size_t length = 0;  ///< With & and ;, 0 when it is no reference we know.
  std::uint32_t code = 0;  ///< Above U+10FFFF when the number is too large.
};

Reference character_reference(std::string_view text) {
  const bool hex = text.size() > 2 && text[2] == 'x';
  std::uint32_t code = 0;
  std::size_t at = hex ? 3 : 2;
  const auto first = at;
  for (; at < text.size() && text[at] != ';'; ++at) {
    const char c = text[at];
    std::uint32_t digit = 0;
    if (c >= '0' && c <= '9') {
      digit = static_cast<std::uint32_t>(c - '0');
    } else if (hex && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))) {
      digit = static_cast<std::uint32_t>((c | 0x20) - 'a') + 10;
    } else {
      return {};
    }
    code = std::min<std::uint32_t>(code * (hex ? 16 : 10) + digit, 0x110000);
  }
  if (at == first || at == text.size()) {
    return {};
  }
  return {at + 1, code};
}

Reference reference(std::string_view text) {
  struct Entity {
    std::string_view name;
    char character;
  };
  static constexpr std::array<Entity, 5> predefined = {
      {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}}};
  if (text.size() > 1 && text[1] == '#') {
    return character_reference(text);
  }
  for (const auto& entity : predefined) {
    if (text.starts_with(entity.name)) {
      return {entity.name.size(), static_cast<unsigned char>(entity.character)};
    }
  }
  return {};
}

bool is_forbidden(std::uint32_t code) {
  return (code < 0x20 && code != '\t' && code != '\n' && code != '\r') ||
         (code >= 0x7F && code < 0xA0) || (code >= 0xD800 && code < 0xE000) || code == 0xFFFE ||
         code == 0xFFFF || code > 0x10FFFF;
}

/// Removes terminal sequences, and puts U+FFFD for the ESC of a broken one, in place: ESC stood
/// as a reference of at least five bytes, of which `room` says how many are left.
std::size_t without_terminal_sequences(char* text, std::size_t size) {
  const std::string_view all(text, size);
  char* out = text;
  for (std::size_t at = 0; at < size;) {
    if (all[at] == escape) {
      const auto length = terminal_sequence(all.substr(at));
      at += std::max<std::size_t>(length, 1);
      continue;
    }
    *out++ = all[at++];
  }
  return static_cast<std::size_t>(out - text);
}

}  // namespace

bool is_clean(std::string_view text) {
  constexpr std::size_t block = 64;
  std::size_t at = 0;
  while (at < text.size()) {
    if (text.size() - at >= block) {
      const char* const bytes = text.data() + at;
      unsigned strange = 0;
      for (std::size_t i = 0; i < block; ++i) {
        const auto c = static_cast<unsigned char>(bytes[i]);
        const unsigned white = static_cast<unsigned>(c == '\t') | static_cast<unsigned>(c == '\n') |
                               static_cast<unsigned>(c == '\r');
        strange |= static_cast<unsigned>(static_cast<unsigned char>(c - 0x20) > 0x5E) & ~white;
      }
      if ((strange & 1U) == 0) {
        at += block;
        continue;
      }
    }
    const auto stop = std::min(text.size(), at + block);
    while (at < stop) {
      if (is_ordinary(static_cast<unsigned char>(text[at]))) {
        ++at;
        continue;
      }
      const auto length = utf8_length(text.substr(at, 4));
      if (length < 2 || is_c1(text.substr(at, length))) {
        return false;
      }
      at += length;
    }
  }
  return true;
}

std::string cleaned(std::string_view text, Oddities& oddities) {
  std::string clean;
  clean.reserve(text.size() + text.size() / 64);
  std::uint32_t line = 1;
  std::size_t start = 0;  // Of the line.
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (is_ordinary(static_cast<unsigned char>(c))) {
      if (c == '\n') {
        ++line;
        start = at + 1;
      }
      clean += c;
      ++at;
      continue;
    }
    const Place place{line, static_cast<std::uint32_t>(at - start + 1)};
    if (c == escape) {
      if (const auto length = terminal_sequence(text.substr(at)); length > 0) {
        oddities.add("terminal colour sequences removed: {}", place);
        at += length;
        continue;
      }
    }
    const auto length = utf8_length(text.substr(at, 4));
    if (length == 0) {
      oddities.add("bytes that are not UTF-8 replaced by U+FFFD: {}", place);
      clean += replacement;
      ++at;
    } else if (length == 1 || is_c1(text.substr(at, length))) {
      oddities.add("control characters replaced by U+FFFD: {}", place);
      clean += replacement;
      at += length;
    } else {
      clean += text.substr(at, length);
      at += length;
    }
  }
  return clean;
}

Decoded decode_references(char* text, std::size_t size) {
  Decoded decoded;
  const std::string_view all(text, size);
  char* out = text;
  bool escapes = false;
  for (std::size_t at = 0; at < size;) {
    const auto next = std::min(all.find('&', at), size);
    std::memmove(out, text + at, next - at);
    out += next - at;
    at = next;
    if (at == size) {
      break;
    }
    const auto found = reference(all.substr(at));
    if (found.length == 0) {
      decoded.unknown = at;
      return decoded;
    }
    at += found.length;
    if (found.code == '\r') {
      // A line end of Windows, written so that XML would keep it.
      if (!all.substr(at).starts_with("&#10;") && !all.substr(at).starts_with("&#xA;") &&
          !all.substr(at).starts_with("&#xa;") && !all.substr(at).starts_with("&#x0A;") &&
          !all.substr(at).starts_with("\n")) {
        *out++ = '\n';
      }
    } else if (found.code == static_cast<std::uint32_t>(escape)) {
      ++decoded.repaired;
      escapes = true;
      *out++ = escape;
    } else if (is_forbidden(found.code)) {
      // Never longer than the reference: the shortest one, &#1;, has four bytes.
      ++decoded.repaired;
      std::memcpy(out, replacement.data(), replacement.size());
      out += replacement.size();
    } else {
      append_utf8(found.code, out);
    }
  }
  decoded.size = static_cast<std::size_t>(out - text);
  if (escapes) {
    decoded.size = without_terminal_sequences(text, decoded.size);
  }
  return decoded;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string_view trimmed_block(std::string_view text) {
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) {
    return {};
  }
  const auto newline = text.substr(0, first).rfind('\n');
  const auto begin = newline == std::string_view::npos ? 0 : newline + 1;
  const auto block = text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
  return block.find('\n') == std::string_view::npos ? trimmed(block) : block;
}

std::string_view first_line(std::string_view text) {
  text = trimmed(text);
  return trimmed(text.substr(0, text.find('\n')));
}

std::string_view shortened(std::string_view text, std::size_t most) {
  if (text.size() <= most) {
    return text;
  }
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) {
    --most;
  }
  return text.substr(0, most);
}

bool contains(std::string_view text, std::string_view part) {
  if (text.empty() || part.empty()) {
    return part.empty();
  }
  // Not string_view::find, whose time can grow with the product of the two.
  return memmem(text.data(), text.size(), part.data(), part.size()) != nullptr;
}

bool equal_ignoring_case(std::string_view left, std::string_view right) {
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  };
  return std::ranges::equal(left, right, {}, lower, lower);
}

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
  return std::ranges::any_of(words, [&](auto other) { return equal_ignoring_case(word, other); });
}

std::optional<std::uint64_t> whole_number(std::string_view text) {
  text = trimmed(text);
  const auto* const end = text.data() + text.size();
  std::uint64_t value = 0;
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  return error == std::errc{} && stop == end ? std::optional(value) : std::nullopt;
}

}  // namespace parsers
