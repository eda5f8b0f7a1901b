#include "importer/history/set_names.hpp"

#include "importer/error.hpp"
#include "importer/history/dates.hpp"
#include "importer/naming.hpp"
#include "importer/result_words.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace importer::history {

namespace {

const KnownPlaceholders& of_builds() {
  // The last three as an import's --set has them, of the build that is recorded.
  static const KnownPlaceholders all = {
      {"build"},
      {"date"},
      {"week"},
      {"month"},
      {"job"},
      {"branch"},
      {"ci.build"},
      {"ci.job"},
      {"ci.branch"}};
  return all;
}

const KnownPlaceholders& of_builds_and_results() {
  static const auto all = [] {
    auto known = of_builds();
    const auto& of_results = result_placeholders();
    known.insert(known.end(), of_results.begin(), of_results.end());
    return known;
  }();
  return all;
}

bool is_of_build(const Placeholder& placeholder) {
  return std::ranges::find(of_builds(), placeholder.name, &KnownPlaceholder::name) !=
         of_builds().end();
}

std::string value_of(const Placeholder& placeholder, const Build& build) {
  std::string_view name = placeholder.name;
  if (name.starts_with("ci.")) {
    name.remove_prefix(3);
  }
  return name == "build"   ? build.number
         : name == "date"  ? day_of(build.time)
         : name == "week"  ? week_of(build.time)
         : name == "month" ? month_of(build.time)
         : name == "job"   ? build.job
                           : build.branch;
}

std::string required(std::optional<std::string> name, const char* option, const Build& build) {
  if (!name) {
    throw UsageError(fmt::format(
        "{} has a placeholder that {} has no value for: leave {{branch}} and {{job}} out, or "
        "tell them with groups of --build-from",
        option,
        build.shown
    ));
  }
  return *std::move(name);
}

}  // namespace

SetNames::SetNames(const std::string& text, const std::string& otherwise)
    : name_(text, of_builds_and_results(), "--set"),
      otherwise_(otherwise, of_builds(), "--set-else"),
      has_otherwise_(!otherwise.empty()) {
  const auto asked = name_.placeholders();
  by_result_ = !std::ranges::all_of(asked, is_of_build);
  if (!by_result_ && has_otherwise_) {
    throw UsageError(
        "--set-else is for results that do not say what --set asks for, and --set asks results "
        "for nothing: leave it out, or have --set ask, as in --set '{job} {suite}'"
    );
  }
}

bool SetNames::lacks_set_for_one(const parsers::Report& report) const {
  if (!by_result_ || has_otherwise_) {
    return false;
  }
  auto asked = name_.placeholders();
  std::erase_if(asked, [](const Placeholder& placeholder) {
    return is_of_build(placeholder) || placeholder.name == "parameters";
  });
  return std::ranges::any_of(report.results, [&](const parsers::Result& result) {
    return std::ranges::any_of(asked, [&](const Placeholder& placeholder) {
      return word_of(report, result, placeholder).empty();
    });
  });
}

SetsOfBuild SetNames::of(const Build& build) const {
  const auto value = [&build](const Placeholder& placeholder) {
    return std::optional(value_of(placeholder, build));
  };
  SetsOfBuild sets;
  sets.by_result = by_result_;
  if (by_result_) {
    sets.name = required(name_.filled_in_part(is_of_build, value), "--set", build);
    sets.otherwise = required(otherwise_.filled_in_part(is_of_build, value), "--set-else", build);
  } else {
    const auto name = required(name_.filled(value), "--set", build);
    sets.name = text::cut_in_the_middle(name, max_name_characters);
  }
  return sets;
}

}  // namespace importer::history
