#include "importer/written_path.hpp"

#include <cctype>
#include <string_view>
#include <utility>

namespace importer {

namespace {

constexpr auto npos = std::string_view::npos;

int hex_digit(char c) {
  return c >= '0' && c <= '9'   ? c - '0'
         : c >= 'a' && c <= 'f' ? c - 'a' + 10
         : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                : -1;
}

/// The byte that `%2F` at `at` stands for; -1 when it stands for none.
int escaped_at(std::string_view text, std::size_t at) {
  if (text[at] != '%' || at + 2 >= text.size()) {
    return -1;
  }
  const auto high = hex_digit(text[at + 1]);
  const auto low = hex_digit(text[at + 2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

bool is_percent_encoded(std::string_view path) {
  for (auto at = path.find('%'); at != npos; at = path.find('%', at + 1)) {
    if (escaped_at(path, at) >= 0) {
      return true;
    }
  }
  return false;
}

/// The path of what follows `file:`. Source: RFC 8089.
std::variant<std::string, NotFound> path_of_url(std::string_view rest) {
  if (rest.starts_with("//")) {
    rest.remove_prefix(2);
    const auto host = rest.substr(0, rest.find('/'));
    if (!host.empty() && host != "localhost") {
      return NotFound{"its file: URL names another machine"};
    }
    rest.remove_prefix(host.size());
  }
  rest = rest.substr(0, rest.find_first_of("?#"));
  std::string path;
  for (std::size_t at = 0; at < rest.size(); ++at) {
    const auto escaped = escaped_at(rest, at);
    if (escaped == 0 || escaped == '/') {
      return NotFound{"its file: URL hides a separator or a NUL behind a percent sign"};
    }
    if (escaped < 0 && rest[at] == '%') {
      return NotFound{"its file: URL holds a % that stands for nothing"};
    }
    path += escaped < 0 ? rest[at] : static_cast<char>(escaped);
    at += escaped < 0 ? 0 : 2;
  }
  return path;
}

/// `https:`, `data:`; a single letter is a drive of Windows.
bool has_scheme(std::string_view path) {
  const auto end =
      path.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");
  return end != npos && end > 1 && path.substr(end).starts_with("://");
}

bool is_of_windows(std::string_view path) {
  const bool has_drive =
      path.size() > 1 && path[1] == ':' && std::isalpha(static_cast<unsigned char>(path[0])) != 0;
  return has_drive || path.starts_with("\\\\");
}

}  // namespace

std::variant<WrittenPath, NotFound> read_path(const std::string& written) {
  WrittenPath read;
  read.path = written;
  if (written.size() > 5 && written.starts_with("file:")) {
    auto found = path_of_url(std::string_view(written).substr(5));
    if (auto* const refused = std::get_if<NotFound>(&found)) {
      return *refused;
    }
    read.path = std::get<std::string>(std::move(found));
    read.is_url = true;
  } else if (has_scheme(written)) {
    return NotFound{"it is a link, not a file"};
  }
  if (read.path.empty() || read.path.find('\0') != npos) {
    return NotFound{"it names no file"};
  }
  // `file:///C:/shots/a.png`
  if (read.is_url && read.path.front() == '/' && is_of_windows(read.path.substr(1))) {
    read.path.erase(0, 1);
  }
  read.is_of_windows = is_of_windows(read.path);
  return read;
}

bool looks_percent_encoded(const WrittenPath& written) {
  return !written.is_url && is_percent_encoded(written.path);
}

}  // namespace importer
