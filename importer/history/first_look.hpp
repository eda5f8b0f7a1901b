#pragma once

#include "importer/history/build.hpp"
#include "importer/history/leaves.hpp"
#include "importer/history/outcomes.hpp"
#include "importer/history/set_names.hpp"
#include "importer/reading_options.hpp"
#include "importer/reports.hpp"
#include "importer/status_table.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace importer::history {

/// What the first look at a file tells of it. Its results are not kept.
struct FirstLook {
  bool is_no_report = false;
  std::optional<Unreadable> refusal;  ///< Absent: it was read.
  std::string digest;                 ///< Of its bytes, hexadecimal.
  std::uint64_t bytes = 0;
  std::size_t results = 0;
  Outcomes outcomes;
  std::optional<Time> begin;               ///< The earliest time that it tells.
  std::vector<std::uint64_t> named_files;  ///< As in Build.
  bool lacks_set = false;                  ///< Likewise.
};

/// What is looked for; all must outlive this.
struct LookFor {
  const ReadingOptions& reading;
  const StatusTable& statuses;
  const SetNames* sets = nullptr;  ///< Null with --set-id.
};

/// `shown` is the file's path for the user, `read` gives its bytes as Leaf::read does; of one in an
/// archive the files that it names are noted. May be called by several threads at a time.
FirstLook first_look(
    const std::string& shown,
    const std::function<std::string()>& read,
    bool is_packed,
    const LookFor& look_for
);

}  // namespace importer::history
