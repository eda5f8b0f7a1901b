#pragma once

#include "importer/history/outcomes.hpp"
#include "importer/reports.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// History: results of builds that lie on a disk, brought in one after the other.
namespace importer::history {

using Time = std::chrono::sys_time<std::chrono::milliseconds>;

/// Where a build's time is from, the best first.
enum class TimeFrom {
  jenkins,  ///< build.xml tells when it started.
  path,     ///< The group "date" of --build-from.
  reports,  ///< The earliest time in its reports; one without a zone counts as UTC.
  files,    ///< When the newest of its files was written.
};

/// "Jenkins", "its path", …
std::string_view name_of(TimeFrom from);

/// A report, as it lies within its build.
struct ReportFile {
  std::string inside;  ///< Path from the build's root.
  std::string digest;  ///< Of its bytes, hexadecimal.
  bool operator==(const ReportFile&) const = default;
};

/// A build of long ago: what is known of it without its results.
struct Build {
  std::string root;    ///< Its folder or archive, or a path within an archive; absolute. Bytes.
  std::string shown;   ///< The same as the user would write it.
  std::string job;     ///< Of Jenkins as that calls it: JobName.
  std::string number;  ///< As the CI system or the path has it; any text.
  std::string branch;  ///< Empty when not known.
  /// The job as the path has it: the same whether or not what Jenkins calls it is found, and so
  /// part of the identity.
  std::string job_in_path;
  Time time;
  TimeFrom time_from = TimeFrom::files;
  /// By the CI system or a group of --build-from: such builds are two although their reports are
  /// the same. Else only the name of its folder tells it from others.
  bool is_numbered = false;
  bool is_jenkins = false;  ///< Its root is a build's folder in a home of Jenkins.
  bool lacks_set = false;   ///< For one of its results (SetNames::lacks_set_for_one()).
  bool is_running = false;  ///< Jenkins says that it had not come to its end.

  std::vector<std::string> sources;  ///< Files on the disk to read: reports and archives.
  std::vector<ReportFile> reports;
  std::vector<Unreadable> unreadable;  ///< Looked like reports.
  /// Files that its reports in archives name: hash_of_name() of each, in order. Few builds have
  /// any, and where the files lie is found out when the build is recorded.
  std::vector<std::uint64_t> named_files;
  std::string digest;       ///< Of all its reports, wherever they lie.
  std::size_t results = 0;  ///< Of the reports, each counted alone.
  Outcomes outcomes;        ///< Of junitResult.xml alone where there is one, else likewise.
  std::uint64_t bytes = 0;  ///< Of the reports, unpacked.
};

/// "shop #12", for the user.
std::string title_of(const Build& build);

/// What tells its import from every other, wherever its files lie: "backfill shop #12 5e1f…".
std::string identity_of(const Build& build);

/// Begins the identity of every build of a backfill, and of nothing else.
constexpr std::string_view identity_begin = "backfill ";

}  // namespace importer::history
