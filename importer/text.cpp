#include "importer/text.hpp"

#include <fmt/format.h>
#include <openssl/sha.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace importer::text {

namespace {

constexpr bool is_white(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

bool begins_a_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

bool is_ascii(std::string_view text) {
  return std::ranges::none_of(text, [](char byte) { return (byte & '\x80') != 0; });
}

/// `engine_test.cpp:23`, which GoogleTest says first; it has also "unknown file".
bool is_place(std::string_view line) {
  const auto name = line.substr(0, line.find(':'));
  const auto numbers = line.substr(name.size());
  return line == "unknown file" ||
         (numbers.size() > 1 && name.find(' ') == std::string_view::npos &&
          numbers.find_first_not_of(":0123456789") == std::string_view::npos);
}

std::string normalised(std::string_view text, int options) {
  if (is_ascii(text)) {
    return std::string(text);
  }
  utf8proc_uint8_t* mapped = nullptr;
  const auto length = utf8proc_map(
      reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
      static_cast<utf8proc_ssize_t>(text.size()),
      &mapped,
      static_cast<utf8proc_option_t>(options)
  );
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(mapped, &std::free);
  if (length < 0) {
    return std::string(text);  // Not valid UTF-8: compared as it is.
  }
  return {reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length)};
}

bool is_letter_or_digit(utf8proc_int32_t character) {
  const auto category = utf8proc_category(character);
  return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
         (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

bool has_letter_or_digit(std::string_view text) {
  while (!text.empty()) {
    utf8proc_int32_t character = 0;
    const auto length = utf8proc_iterate(
        reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
        static_cast<utf8proc_ssize_t>(text.size()),
        &character
    );
    if (length > 0 && is_letter_or_digit(character)) {
      return true;
    }
    text.remove_prefix(length > 0 ? static_cast<std::size_t>(length) : 1);
  }
  return false;
}

/// Takes the first character away; gives the columns that it needs.
std::size_t take_character(std::string_view& text) {
  utf8proc_int32_t character = 0;
  const auto length = utf8proc_iterate(
      reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
      static_cast<utf8proc_ssize_t>(text.size()),
      &character
  );
  text.remove_prefix(length > 0 ? static_cast<std::size_t>(length) : 1);
  return length > 0 ? static_cast<std::size_t>(utf8proc_charwidth(character)) : 1;
}

/// 48 bits: of a million names cut alike, two are the same with a chance of one in five hundred.
std::string short_hash(std::string_view text) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest);
  return fmt::format(
      "{:02x}{:02x}{:02x}{:02x}{:02x}{:02x}",
      digest[0],
      digest[1],
      digest[2],
      digest[3],
      digest[4],
      digest[5]
  );
}

}  // namespace

std::string nfc(std::string_view text) {
  return normalised(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

std::string nfd(std::string_view text) {
  return normalised(text, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE);
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_white(text.front())) {
    text.remove_prefix(1);
  }
  while (!text.empty() && is_white(text.back())) {
    text.remove_suffix(1);
  }
  return text;
}

std::string one_line(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  for (const char c : trimmed(text)) {
    if (!is_white(c)) {
      line += c;
    } else if (line.back() != ' ') {
      line += ' ';
    }
  }
  return line;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, begins_a_character));
}

std::string_view first(std::string_view text, std::size_t count) {
  std::size_t end = 0;
  for (; end < text.size(); ++end) {
    if (begins_a_character(text[end]) && count-- == 0) {
      break;
    }
  }
  return text.substr(0, end);
}

std::string_view last(std::string_view text, std::size_t count) {
  std::size_t begin = text.size();
  while (begin > 0 && count > 0) {
    --begin;
    if (begins_a_character(text[begin])) {
      --count;
    }
  }
  return text.substr(begin);
}

std::string cut(std::string_view text, std::size_t count) {
  if (characters(text) <= count) {
    return std::string(text);
  }
  return count == 0 ? std::string() : std::string(first(text, count - 1)) + "…";
}

std::size_t columns(std::string_view text) {
  std::size_t sum = 0;
  while (!text.empty()) {
    sum += take_character(text);
  }
  return sum;
}

std::string cut_to_columns(std::string_view text, std::size_t most) {
  if (columns(text) <= most) {
    return std::string(text);
  }
  std::size_t used = 1;  // The ellipsis.
  auto rest = text;
  auto kept = text.substr(0, 0);
  while (!rest.empty() && (used += take_character(rest)) <= most) {
    kept = text.substr(0, text.size() - rest.size());
  }
  return most == 0 ? std::string() : std::string(kept) + "…";
}

std::string cut_in_the_middle(std::string_view text, std::size_t count) {
  if (characters(text) <= count) {
    return std::string(text);
  }
  const auto hash = fmt::format("…{}…", short_hash(text));
  const auto kept = count - characters(hash);
  return fmt::format("{}{}{}", first(text, kept - kept / 2), hash, last(text, kept / 2));
}

std::string_view first_telling_line(std::string_view text) {
  std::string_view place;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = trimmed(text.substr(0, end));
    if (has_letter_or_digit(line)) {
      if (!place.empty() || !is_place(line)) {
        return line;
      }
      place = line;
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return place;
}

std::string grouped(std::size_t number) {
  auto digits = std::to_string(number);
  for (auto at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

std::string counted(std::size_t number, std::string_view noun) {
  return fmt::format("{} {}{}", grouped(number), noun, number == 1 ? "" : "s");
}

std::string_view take_item(std::string_view& list) {
  const auto item = list.substr(0, list.find(','));
  list.remove_prefix(std::min(list.size(), item.size() + 1));
  return item;
}

}  // namespace importer::text
