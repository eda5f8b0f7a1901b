#include "importer/attachment_roots.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <string_view>
#include <system_error>

namespace fs = std::filesystem;

namespace importer {

namespace {

using Found = std::variant<FoundFile, NotFound>;

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

bool is_below(const fs::path& path, const fs::path& root) {
  const auto [of_root, of_path] = std::ranges::mismatch(root, path);
  // A root of `/` ends in an empty part.
  return of_root == root.end() || of_root->empty();
}

AttachmentRoots::AttachmentRoots(
    const std::vector<std::string>& roots, fs::path report_folder, bool is_users_choice
) {
  std::error_code error;
  const auto working = fs::current_path(error);
  const auto real_of = [&](const fs::path& folder) {
    auto real = fs::canonical(folder, error);
    return error ? fs::absolute(folder, error) : real;
  };
  const auto folder = report_folder.empty() ? working : real_of(report_folder);
  bases_.push_back(folder);
  const bool chosen = !roots.empty();
  for (const auto& root : chosen ? roots : std::vector<std::string>{working.string()}) {
    bases_.push_back(real_of(root));
  }
  if (chosen) {
    roots_.assign(bases_.begin() + 1, bases_.end());
    return;
  }
  // Nobody means the whole machine by starting an import in its topmost folder.
  std::copy_if(
      bases_.begin() + (is_users_choice ? 0 : 1),
      bases_.end(),
      std::back_inserter(roots_),
      [](const fs::path& base) { return base != base.root_path(); }
  );
}

Found AttachmentRoots::find(const std::string& written) const {
  std::string path = written;
  bool is_url = false;
  if (path.size() > 5 && path.substr(0, 5) == "file:") {
    auto found = path_of_url(std::string_view(path).substr(5));
    if (auto* const refused = std::get_if<NotFound>(&found)) {
      return *refused;
    }
    path = std::get<std::string>(found);
    is_url = true;
  } else if (has_scheme(path)) {
    return NotFound{"it is a link, not a file"};
  }
  if (path.empty() || path.find('\0') != npos) {
    return NotFound{"it names no file"};
  }
  // `file:///C:/shots/a.png`
  if (is_of_windows(path) || (is_url && path.front() == '/' && is_of_windows(path.substr(1)))) {
    return NotFound{"it is a path of a Windows machine: write one relative to the report"};
  }
  auto found = find_path(path);
  if (path.find('\\') != npos && std::holds_alternative<NotFound>(found)) {
    std::ranges::replace(path, '\\', '/');
    found = find_path(path);
  }
  auto* const missing = std::get_if<NotFound>(&found);
  if (missing != nullptr && missing->why.empty()) {
    missing->why = !is_url && is_percent_encoded(path)
                       ? "there is no such file; its path looks percent-encoded, which only file: "
                         "URLs may be"
                       : "there is no such file";
  }
  return found;
}

Found AttachmentRoots::find_path(const fs::path& path) const {
  if (path.is_absolute()) {
    return look_at(path).value_or(NotFound{});
  }
  Found first = NotFound{};
  for (const auto& base : bases_) {
    const auto found = look_at(base / path);
    if (!found) {
      continue;
    }
    if (std::holds_alternative<FoundFile>(*found)) {
      return *found;
    }
    if (std::get<NotFound>(first).why.empty()) {
      first = *found;
    }
  }
  return first;
}

std::optional<Found> AttachmentRoots::look_at(const fs::path& candidate) const {
  std::error_code error;
  const auto real = fs::canonical(candidate, error);
  if (error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory) {
    return std::nullopt;
  }
  if (error) {
    return NotFound{fmt::format("it cannot be looked at: {}", error.message())};
  }
  return holds(real) ? look_at_file(real) : NotFound{why_outside(candidate)};
}

bool AttachmentRoots::holds(const fs::path& path) const {
  return std::ranges::any_of(roots_, [&](const fs::path& root) { return is_below(path, root); });
}

std::string AttachmentRoots::why_outside(const fs::path& candidate) const {
  constexpr std::string_view way_out = "; --attachments-root DIR allows a folder";
  // What the path says by itself, before links are followed.
  const auto said = candidate.lexically_normal();
  if (holds(said)) {
    return fmt::format(
        "a symbolic link leads out of the folders in which attachments may lie{}", way_out
    );
  }
  const bool climbs =
      std::ranges::any_of(candidate, [](const fs::path& part) { return part == ".."; });
  return climbs ? fmt::format(
                      "its path climbs out of the folders in which attachments may lie{}", way_out
                  )
                : fmt::format("it lies outside of the folders for attachments{}", way_out);
}

}  // namespace importer
