#include "importer/history/build.hpp"

#include <fmt/format.h>

namespace importer::history {

std::string_view name_of(TimeFrom from) {
  switch (from) {
  case TimeFrom::jenkins:
    return "Jenkins";
  case TimeFrom::path:
    return "path";
  case TimeFrom::reports:
    return "reports";
  case TimeFrom::files:
    return "files";
  }
  return "";
}

std::string title_of(const Build& build) {
  return build.job.empty() ? fmt::format("#{}", build.number)
                           : fmt::format("{} #{}", build.job, build.number);
}

std::string identity_of(const Build& build) {
  // What only its folder names may be renamed, and is the same build.
  return build.is_numbered
             ? fmt::format(
                   "{}{} #{} {}", identity_begin, build.job_in_path, build.number, build.digest
               )
             : fmt::format("{}{}", identity_begin, build.digest);
}

}  // namespace importer::history
