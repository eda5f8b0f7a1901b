#include "parsers/decode.hpp"

#include "parsers/error.hpp"
#include "parsers/text.hpp"

#include <fmt/format.h>
#include <iconv.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>

namespace parsers {

namespace {

using namespace std::string_view_literals;

struct Signature {
  std::string_view bytes;
  const char* encoding;
  std::size_t mark;  ///< Length of the byte order mark, 0 when the bytes are text.
};

// Longer ones first: FF FE 00 00 is UTF-32. Source: XML 1.0, appendix F.1.
constexpr std::array<Signature, 9> signatures = {{
    {"\0\0\xFE\xFF"sv, "UTF-32BE", 4},
    {"\xFF\xFE\0\0"sv, "UTF-32LE", 4},
    {"\xEF\xBB\xBF"sv, "UTF-8", 3},
    {"\xFE\xFF"sv, "UTF-16BE", 2},
    {"\xFF\xFE"sv, "UTF-16LE", 2},
    {"\0\0\0<"sv, "UTF-32BE", 0},
    {"<\0\0\0"sv, "UTF-32LE", 0},
    {"\0<"sv, "UTF-16BE", 0},
    {"<\0"sv, "UTF-16LE", 0},
}};

bool is_utf8_name(std::string_view name) {
  return equal_ignoring_case(name, "utf-8") || equal_ignoring_case(name, "utf8");
}

/// UTF-16 and UTF-32 under any of their names: a file whose declaration can be read byte by byte
/// is neither, so the declaration is wrong.
bool is_wide_name(std::string_view name) {
  const auto starts = [&](std::string_view start) {
    return equal_ignoring_case(name.substr(0, start.size()), start);
  };
  return starts("utf-16") || starts("utf16") || starts("utf-32") || starts("utf32") ||
         starts("ucs-2") || starts("ucs-4") || starts("iso-10646-ucs");
}

bool is_latin_name(std::string_view name) {
  static constexpr std::array<std::string_view, 6> latin = {
      "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "us-ascii", "ascii"};
  return std::ranges::any_of(latin, [&](std::string_view other) {
    return equal_ignoring_case(name, other);
  });
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// What writers mean by a name. Source: WHATWG Encoding, 4.2: files that say ISO-8859-1 or ASCII
/// hold windows-1252, whose characters fill the places of control characters.
std::string iconv_name(std::string_view name) {
  return is_latin_name(name) ? std::string("WINDOWS-1252") : std::string(name);
}

struct CloseIconv {
  void operator()(void* converter) const { iconv_close(converter); }
};
using Converter = std::unique_ptr<void, CloseIconv>;

Converter open_converter(const std::string& encoding) {
  auto* const opened = iconv_open("UTF-8", encoding.c_str());
  // iconv_open's failure is (iconv_t)-1.
  if (reinterpret_cast<std::intptr_t>(opened) == -1) {
    return {};
  }
  return Converter(opened);
}

std::size_t unit_of(std::string_view encoding) {
  return encoding.starts_with("UTF-32") ? 4 : encoding.starts_with("UTF-16") ? 2 : 1;
}

std::string converted(
    std::string_view bytes, Converter converter, std::size_t unit, Oddities& oddities
) {
  std::string utf8;
  utf8.reserve(bytes.size() / unit + bytes.size() / 8);
  // iconv wants a pointer to what it will not change.
  char* in = const_cast<char*>(bytes.data());
  std::size_t in_left = bytes.size();
  std::array<char, 16384> chunk;
  std::optional<Place> first;
  while (in_left > 0) {
    char* out = chunk.data();
    std::size_t out_left = chunk.size();
    const auto done = iconv(converter.get(), &in, &in_left, &out, &out_left);
    const int why = errno;
    utf8.append(chunk.data(), chunk.size() - out_left);
    if (done != static_cast<std::size_t>(-1) || why == E2BIG) {
      continue;
    }
    if (!first) {
      const auto newline = utf8.rfind('\n');
      const auto start = newline == std::string::npos ? 0 : newline + 1;
      first = Place{
          static_cast<std::uint32_t>(std::ranges::count(utf8, '\n') + 1),
          static_cast<std::uint32_t>(utf8.size() - start + 1)};
    }
    oddities.add(
        "characters that the file's encoding does not have replaced by U+FFFD: {}", *first
    );
    utf8 += "\xEF\xBF\xBD";
    const auto skip = std::min(unit, in_left);
    in += skip;
    in_left -= skip;
  }
  return utf8;
}

Utf8 checked(std::string text, Oddities& oddities) {
  refuse_if_too_large(text.size());
  LineIndex lines(text);
  if (is_clean(std::string_view(text).substr(lines.plain_up_to()))) {
    return {std::move(text), std::move(lines)};
  }
  text = cleaned(text, oddities);
  refuse_if_too_large(text.size());
  LineIndex lines_of_clean(text);
  return {std::move(text), std::move(lines_of_clean)};
}

}  // namespace

void refuse_if_too_large(std::size_t size) {
  if (size >= std::numeric_limits<std::uint32_t>::max()) {
    throw ParseError(0, 0, "the file is larger than 4 GiB: split the report, one file a suite");
  }
}

std::string_view declared_encoding(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  if (!text.starts_with("<?xml")) {
    return {};
  }
  constexpr std::size_t longest = 1000;
  const auto declaration = text.substr(0, std::min(text.find("?>"), longest));
  constexpr auto word = "encoding"sv;
  auto at = declaration.find(word);
  if (at == std::string_view::npos) {
    return {};
  }
  at = declaration.find_first_not_of(" \t\r\n=", at + word.size());
  if (at == std::string_view::npos || (declaration[at] != '"' && declaration[at] != '\'')) {
    return {};
  }
  const auto end = declaration.find(declaration[at], at + 1);
  return end == std::string_view::npos ? ""sv : trimmed(declaration.substr(at + 1, end - at - 1));
}

Utf8 to_utf8(std::string bytes, Oddities& oddities) {
  refuse_if_too_large(bytes.size());
  const std::string_view all(bytes);
  for (const auto& signature : signatures) {
    if (!all.starts_with(signature.bytes)) {
      continue;
    }
    const std::string encoding = signature.encoding;
    if (encoding == "UTF-8") {
      bytes.erase(0, signature.mark);
      return checked(std::move(bytes), oddities);
    }
    auto text = converted(
        all.substr(signature.mark), open_converter(encoding), unit_of(encoding), oddities
    );
    return checked(std::move(text), oddities);
  }

  const auto encoding = declared_encoding(all);
  if (encoding.empty() || is_utf8_name(encoding) || (is_latin_name(encoding) && is_ascii(all))) {
    return checked(std::move(bytes), oddities);
  }
  if (is_wide_name(encoding)) {
    oddities.add("the declared encoding is wrong, the file was read as UTF-8: {}", 1);
    return checked(std::move(bytes), oddities);
  }
  const bool is_name =
      encoding.size() < 64 && std::ranges::all_of(encoding, [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '.' || c == '_' || c == '-' || c == ':';
      });
  auto converter = is_name ? open_converter(iconv_name(encoding)) : Converter{};
  if (!converter) {
    throw ParseError(
        1,
        0,
        fmt::format(
            "the file declares the encoding \"{}\", which is not known: save it as UTF-8",
            is_clean(shortened(encoding, 64)) ? shortened(encoding, 64) : "?"
        )
    );
  }
  return checked(converted(all, std::move(converter), 1, oddities), oddities);
}

}  // namespace parsers
