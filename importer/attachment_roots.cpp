#include "importer/attachment_roots.hpp"

#include "importer/written_path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <system_error>

namespace fs = std::filesystem;

namespace importer {

namespace {

using Found = std::variant<FoundFile, NotFound>;

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
  auto read = read_path(written);
  if (auto* const refused = std::get_if<NotFound>(&read)) {
    return *refused;
  }
  auto& [path, is_url, is_of_windows] = std::get<WrittenPath>(read);
  if (is_of_windows) {
    return NotFound{"it is a path of a Windows machine: write one relative to the report"};
  }
  auto found = find_path(path);
  if (path.find('\\') != path.npos && std::holds_alternative<NotFound>(found)) {
    std::ranges::replace(path, '\\', '/');
    found = find_path(path);
  }
  auto* const missing = std::get_if<NotFound>(&found);
  if (missing != nullptr && missing->why.empty()) {
    missing->why = looks_percent_encoded(std::get<WrittenPath>(read))
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
