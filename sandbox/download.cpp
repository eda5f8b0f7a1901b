#include "sandbox/download.hpp"

#include "pages/clean.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <string_view>

namespace sandbox {

namespace {

bool begins(std::string_view text, std::string_view with) {
  return text.substr(0, with.size()) == with;
}

// UTF-8 without control characters but those that consoles write; colours come with ESC.
bool is_plain_text(std::string_view content) {
  constexpr std::string_view allowed = "\t\n\r\f\x1B";
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(content.data());
  auto left = static_cast<utf8proc_ssize_t>(content.size());
  while (left > 0) {
    utf8proc_int32_t character = 0;
    const auto size = utf8proc_iterate(at, left, &character);
    if (size <= 0 || character == 0x7F ||
        (character < 0x20 && allowed.find(static_cast<char>(character)) == std::string_view::npos
        )) {
      return false;
    }
    at += size;
    left -= size;
  }
  return true;
}

std::string_view type_of(std::string_view content) {
  if (begins(content, "\x89PNG\r\n\x1A\n")) {
    return "image/png";
  }
  if (begins(content, "\xFF\xD8\xFF")) {
    return "image/jpeg";
  }
  return is_plain_text(content) ? "text/plain; charset=utf-8" : "application/octet-stream";
}

// A name that can neither leave the folder nor the header; both forms of RFC 6266.
std::string named(std::string_view disposition, const std::string& name) {
  std::string plain;
  std::string encoded;
  for (const char c : pages::clean(name)) {
    const bool letter = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                        (c >= 'a' && c <= 'z') || c == '.' || c == '-' || c == '_';
    const bool path = c == '/' || c == '\\' || c == ':' || c == '\t' || c == '\n';
    plain += letter || c == ' ' ? c : '_';
    encoded += letter ? std::string(1, c)
               : path ? std::string("_")
                      : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return fmt::format("{}; filename=\"{}\"; filename*=UTF-8''{}", disposition, plain, encoded);
}

}  // namespace

Response download(const std::string& name, std::string content) {
  Response response;
  response.content_type = type_of(content);
  const bool shown = response.content_type != "application/octet-stream";
  response.headers.emplace_back(
      "Content-Disposition", named(shown ? "inline" : "attachment", name)
  );
  response.body = std::move(content);
  return response;
}

}  // namespace sandbox
