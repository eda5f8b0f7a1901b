#include "importer/text.hpp"

#include <fmt/format.h>
#include <openssl/sha.h>
#include <utf8proc.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <memory>

namespace importer::text {

namespace {

constexpr std::string_view white_space = " \t\r\n\v\f";

bool begins_a_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

bool is_ascii(std::string_view text) {
  return std::ranges::none_of(text, [](char byte) { return (byte & '\x80') != 0; });
}

/// 40 bits: among a million names cut alike, two are the same with a chance of one in two.
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
  if (is_ascii(text)) {
    return std::string(text);
  }
  utf8proc_uint8_t* mapped = nullptr;
  const auto length = utf8proc_map(
      reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
      static_cast<utf8proc_ssize_t>(text.size()),
      &mapped,
      static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE)
  );
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(mapped, &std::free);
  if (length < 0) {
    return std::string(text);  // Not valid UTF-8: compared as it is.
  }
  return {reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length)};
}

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(white_space);
  if (begin == std::string_view::npos) {
    return {};
  }
  return text.substr(begin, text.find_last_not_of(white_space) - begin + 1);
}

std::string one_line(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  for (const char c : trimmed(text)) {
    if (white_space.find(c) == std::string_view::npos) {
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
  return std::string(first(text, count - 1)) + "…";
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
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = trimmed(text.substr(0, end));
    const bool tells = std::ranges::any_of(line, [](char c) {
      return std::isalnum(static_cast<unsigned char>(c)) != 0 || (c & '\x80') != 0;
    });
    if (tells) {
      return line;
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return {};
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

}  // namespace importer::text
