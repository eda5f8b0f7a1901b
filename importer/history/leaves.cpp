#include "importer/history/leaves.hpp"

#include "importer/attempt.hpp"
#include "importer/glob.hpp"
#include "importer/history/job_names.hpp"
#include "importer/inputs.hpp"

#include <sys/stat.h>
#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

namespace fs = std::filesystem;
namespace archives = parsers::archives;

namespace importer::history {

namespace {

struct Stat {
  Time written;
  std::uint64_t size = 0;
};

Stat stat_of(const std::string& path) {
  struct stat found {};
  if (::stat(path.c_str(), &found) != 0) {
    return {};
  }
  using namespace std::chrono;
  const auto written = seconds(found.st_mtim.tv_sec) + nanoseconds(found.st_mtim.tv_nsec);
  return {Time(floor<Time::duration>(written)), static_cast<std::uint64_t>(found.st_size)};
}

std::string bytes_of(const std::string& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::error_code unknown;
  const auto size = fs::file_size(path, unknown);
  // In one piece: a text that grows is copied as often as it doubles.
  std::string bytes(unknown ? 0 : size, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  const auto grown = file.is_open() ? all_bytes_of(file) : std::nullopt;
  if (!grown) {
    throw archives::Error(std::generic_category().message(errno == 0 ? EIO : errno));
  }
  return bytes += *grown;
}

bool may_tell_of_a_build(const std::string& path) {
  return may_be_a_report(path) || JobNames::are_kept_in(path);
}

bool is_anything(const std::string& /*path*/) { return true; }

void visit_archive(
    const std::string& path,
    const std::string& shown,
    const archives::Limits& limits,
    bool (*is_wanted)(const std::string& path),
    const VisitLeaf& visit,
    Obstacles& obstacles
) {
  const auto packed_at = stat_of(path).written;
  const auto visit_file = [&](const archives::File& file) {
    if (!is_wanted(file.path)) {
      return true;
    }
    Leaf leaf;
    leaf.spot.path = path + "/" + file.path;
    leaf.spot.shown = shown + "/" + file.path;
    leaf.spot.archive = path.size() + (file.archive == 0 ? 0 : 1 + file.archive);
    leaf.source = path;
    leaf.modified = file.modified == std::chrono::sys_seconds() ? packed_at : Time(file.modified);
    leaf.size = file.size;
    leaf.read = file.read;
    return visit(leaf);
  };
  const auto damaged = [&](const std::string& inside, const std::string& why) {
    obstacles.unreadable.push_back({as_text(shown + "/" + inside), 0, 0, as_text(why)});
    obstacles.damaged.push_back(path);
  };
  try {
    archives::for_each_file(path, limits, visit_file, damaged);
  } catch (const archives::Error& error) {
    obstacles.unreadable.push_back({as_text(shown), 0, 0, as_text(error.what())});
    obstacles.damaged.push_back(path);
  }
}

bool is_of_interest(const fs::path& path) {
  return may_be_a_report(path) || archives::is_named_like_one(path.filename().string());
}

}  // namespace

std::function<std::string()> read_later(const Leaf& leaf) {
  if (leaf.source == leaf.spot.path) {
    return leaf.read;
  }
  try {
    return [bytes = std::make_shared<std::string>(leaf.read())] { return std::move(*bytes); };
  } catch (const archives::Error& error) {
    return [error]() -> std::string { throw error; };
  }
}

void for_each_leaf_of(
    const std::string& path,
    const std::string& shown,
    const archives::Limits& limits,
    const VisitLeaf& visit,
    Obstacles& obstacles
) {
  if (archives::is_named_like_one(path)) {
    visit_archive(path, shown, limits, &may_tell_of_a_build, visit, obstacles);
    return;
  }
  Leaf leaf;
  leaf.spot = {path, shown, 0};
  leaf.source = path;
  const auto stat = stat_of(path);
  leaf.modified = stat.written;
  leaf.size = stat.size;
  leaf.read = [path] { return bytes_of(path); };
  visit(leaf);
}

void for_each_file_in(
    const std::string& archive, const archives::Limits& limits, const VisitLeaf& visit
) {
  Obstacles told_at_the_first_look;
  visit_archive(archive, archive, limits, &is_anything, visit, told_at_the_first_look);
}

void for_each_leaf(
    const std::vector<std::string>& paths,
    const archives::Limits& limits,
    const VisitLeaf& visit,
    Obstacles& obstacles
) {
  for (const auto& path : paths) {
    std::error_code error;
    const auto kind = fs::status(path, error).type();
    Found found;
    if (kind == fs::file_type::directory) {
      found = files_below(path);
    } else if (kind == fs::file_type::regular) {
      found.files.emplace_back(path);
    } else if (is_pattern(path)) {
      found = expand_pattern(path);
    } else {
      obstacles.missing.push_back(as_text(path));
      continue;
    }
    for (const auto& [folder, why] : found.closed) {
      obstacles.unreadable.push_back({as_text(folder.generic_string()), 0, 0, why});
    }
    auto& files = found.files;
    if (kind != fs::file_type::regular) {
      std::erase_if(files, [](const fs::path& file) { return !is_of_interest(file); });
    }
    if (files.empty()) {
      obstacles.unmatched.push_back(as_text(path));
    }
    std::ranges::sort(files, {}, [](const fs::path& file) { return file.generic_string(); });
    for (const auto& file : files) {
      const auto absolute = fs::absolute(file).lexically_normal().generic_string();
      const auto shown = file.lexically_normal().generic_string();
      for_each_leaf_of(absolute, shown, limits, visit, obstacles);
    }
  }
}

}  // namespace importer::history
