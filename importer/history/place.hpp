#pragma once

#include "importer/history/build.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace importer::history {

/// Of a build of Jenkins: the results of its JUnit reports, which may be archived, too.
constexpr const char* gathered_by_jenkins = "junitResult.xml";

/// A file on the disk, or in archives on it.
struct Spot {
  std::string path;         ///< Absolute; archives are folders of it. Bytes.
  std::string shown;        ///< The same from the PATH on that the user gave.
  std::size_t archive = 0;  ///< How much of `path` names the innermost archive; 0: none.
};

/// The build that a file belongs to, as far as its path tells.
struct Place {
  std::string root;  ///< Of the build: its folder or archive; begins Spot::path.
  std::string job;   ///< By its folders, in a Jenkins home too.
  std::string number;
  std::string branch;  ///< Not yet in a Jenkins home.
  std::optional<Time> date;
  bool is_jenkins = false;   ///< A build of a Jenkins home: build.xml may tell more.
  bool is_numbered = false;  ///< As in Build.
};

/// A folder of a Jenkins home that gives a job an element of its name.
struct JobFolder {
  std::string_view path;
  std::string_view above;  ///< The name of the folder that it is in: "jobs", "branches", …
};

/// From the outermost to the job's own, which holds "builds". `build` is the root of a build of
/// Jenkins', and must live on.
std::vector<JobFolder> job_folders(std::string_view build);

/// Whether a folder of this name holds those of jobs in a Jenkins home: "jobs", "branches", …
bool holds_jobs(std::string_view name);

/// Which files make one build.
class BuildRule {
public:
  /// `pattern` is --build-from; empty for none. Throws UsageError.
  explicit BuildRule(const std::string& pattern);

  /// With a pattern: up to the end of the path's element in which it matches. Without: the build's
  /// folder in a Jenkins home (`jobs/shop/builds/7`), else the archive, else the folder. Absent
  /// when the pattern does not match.
  std::optional<Place> place_of(const Spot& file) const;

private:
  std::optional<Place> matched(const Spot& file) const;

  struct Pattern;
  std::shared_ptr<const Pattern> pattern_;  ///< Null without one.
};

/// Whether a build of Jenkins' may have its reports there: `inside` is the path from the build's
/// folder. Its other XML is of Jenkins itself.
bool holds_reports_in_jenkins(std::string_view inside);

}  // namespace importer::history
