#pragma once

#include "importer/history/place.hpp"
#include "importer/reports.hpp"

#include "parsers/archives.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace importer::history {

/// A file on the disk or in an archive; lives as long as the call that is given it.
struct Leaf {
  Spot spot;
  std::string source;  ///< The file on the disk: itself, or the outermost archive.
  Time modified;
  std::uint64_t size = 0;             ///< In an archive, as that says.
  std::function<std::string()> read;  ///< All its bytes, once. Throws parsers::archives::Error.
};

/// The leaf's `read` for a thread that calls it later: what an archive gives is read at once, and
/// what that throws thrown later.
std::function<std::string()> read_later(const Leaf& leaf);

/// False: enough, no further file is wanted.
using VisitLeaf = std::function<bool(const Leaf&)>;

/// What could not be looked into.
struct Obstacles {
  std::vector<std::string> missing;    ///< PATHs that are not there.
  std::vector<std::string> unmatched;  ///< Folders and patterns without any file to look at.
  std::vector<Unreadable> unreadable;  ///< Archives and folders, and why.
  std::vector<std::string> damaged;    ///< The same archives' files on the disk.
};

/// Gives all files that PATHs (files, folders, patterns) lead to and that may be reports, archives
/// looked into, in an order that is the same on every file system. `build.xml` of Jenkins is among
/// them, and of archives what JobNames reads.
void for_each_leaf(
    const std::vector<std::string>& paths,
    const parsers::archives::Limits& limits,
    const VisitLeaf& visit,
    Obstacles& obstacles
);

/// The same of one file on the disk, `path` its Spot::path and `shown` its Spot::shown.
void for_each_leaf_of(
    const std::string& path,
    const std::string& shown,
    const parsers::archives::Limits& limits,
    const VisitLeaf& visit,
    Obstacles& obstacles
);

/// Gives all files of an archive, those too that are no reports. What cannot be looked into was
/// told at the first look.
void for_each_file_in(
    const std::string& archive, const parsers::archives::Limits& limits, const VisitLeaf& visit
);

}  // namespace importer::history
