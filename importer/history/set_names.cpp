#include "importer/history/set_names.hpp"

#include "importer/error.hpp"
#include "importer/history/dates.hpp"
#include "importer/naming.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>

namespace importer::history {

namespace {

const KnownPlaceholders& known() {
  static const KnownPlaceholders all = {
      {"build"}, {"date"}, {"week"}, {"month"}, {"job"}, {"branch"}};
  return all;
}

std::string value_of(const Placeholder& placeholder, const Build& build) {
  const auto& name = placeholder.name;
  return name == "build"   ? build.number
         : name == "date"  ? day_of(build.time)
         : name == "week"  ? week_of(build.time)
         : name == "month" ? month_of(build.time)
         : name == "job"   ? build.job
                           : build.branch;
}

}  // namespace

SetNames::SetNames(const std::string& text) : template_(text, known(), "--set") {}

std::string SetNames::of(const Build& build) const {
  const auto name = template_.filled([&build](const Placeholder& placeholder) {
    return std::optional(value_of(placeholder, build));
  });
  if (!name) {
    throw UsageError(fmt::format(
        "--set has a placeholder that {} has no value for: leave {{branch}} and {{job}} out, or "
        "tell them with groups of --build-from",
        build.shown
    ));
  }
  return text::cut_in_the_middle(*name, max_name_characters);
}

}  // namespace importer::history
