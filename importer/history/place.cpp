#include "importer/history/place.hpp"

#include "importer/error.hpp"
#include "importer/history/dates.hpp"
#include "importer/history/paths.hpp"

#include "parsers/archives.hpp"

#include <fmt/format.h>
#include <boost/regex.hpp>

#include <algorithm>
#include <vector>

namespace importer::history {

namespace {

using namespace std::string_view_literals;

/// An element of a path, and where it ends there.
struct Element {
  std::string_view name;
  std::size_t end;
};

std::vector<Element> elements_of(std::string_view path) {
  std::vector<Element> elements;
  for (std::size_t begin = 0; begin < path.size();) {
    const auto end = std::min(path.find('/', begin), path.size());
    if (end != begin) {
      elements.push_back({path.substr(begin, end - begin), end});
    }
    begin = end + 1;
  }
  return elements;
}

std::string_view last_element(std::string_view path) {
  const auto elements = elements_of(path);
  return elements.empty() ? std::string_view() : elements.back().name;
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// A build's number, or the time that Jenkins before 1.597 named its folder after.
bool names_jenkins_build(std::string_view name) {
  return is_digits(name) || (name.size() == 19 && name[10] == '_' && time_in(name));
}

std::optional<Place> in_jenkins(const Spot& file) {
  const auto elements = elements_of(file.path);
  for (std::size_t i = elements.size() < 3 ? 0 : elements.size() - 2; i-- > 0;) {
    if (elements[i].name == "builds" && names_jenkins_build(elements[i + 1].name)) {
      Place place;
      place.root = file.path.substr(0, elements[i + 1].end);
      place.number = elements[i + 1].name;
      place.is_jenkins = true;
      place.is_numbered = true;
      for (const auto& folder : job_folders(place.root)) {
        place.job += place.job.empty() ? "" : "/";
        place.job += last_element(folder.path);
      }
      return place;
    }
  }
  return std::nullopt;
}

std::string group(const boost::smatch& found, const char* name) { return found[name].str(); }

}  // namespace

bool holds_jobs(std::string_view name) {
  return name == "jobs" || name == "branches" || name == "configurations" || name == "modules";
}

std::vector<JobFolder> job_folders(std::string_view build) {
  const auto elements = elements_of(folder_of(folder_of(build)));
  const auto first = std::ranges::find(elements, "jobs"sv, &Element::name);
  std::vector<JobFolder> folders;
  for (auto element = elements.begin(); element != elements.end(); ++element) {
    const bool is_own = element + 1 == elements.end();
    // A part of a home may be elsewhere: then the job's own folder alone is certain.
    if (first == elements.end() ? is_own : first < element && !holds_jobs(element->name)) {
      const auto holder = element == elements.begin() ? std::string_view() : (element - 1)->name;
      folders.push_back({build.substr(0, element->end), holder});
    }
  }
  return folders;
}

struct BuildRule::Pattern {
  boost::regex expression;
};

BuildRule::BuildRule(const std::string& pattern) {
  if (pattern.empty()) {
    return;
  }
  try {
    pattern_ = std::make_shared<Pattern>(Pattern{boost::regex(pattern, boost::regex::perl)});
  } catch (const boost::regex_error& error) {
    throw UsageError(fmt::format(
        "--build-from takes a regular expression with groups such as (?<date>…) and (?<number>…), "
        "and '{}' is none: {}",
        pattern,
        error.what()
    ));
  }
}

std::optional<Place> BuildRule::place_of(const Spot& file) const {
  if (pattern_) {
    return matched(file);
  }
  if (auto place = in_jenkins(file)) {
    return place;
  }
  Place place;
  place.root =
      file.archive != 0 ? file.path.substr(0, file.archive) : std::string(folder_of(file.path));
  place.number = file.archive != 0 ? parsers::archives::without_ending(last_element(place.root))
                                   : last_element(place.root);
  place.job = last_element(folder_of(place.root));
  return place;
}

std::optional<Place> BuildRule::matched(const Spot& file) const {
  boost::smatch found;
  try {
    if (!boost::regex_search(file.shown, found, pattern_->expression)) {
      return std::nullopt;
    }
  } catch (const std::runtime_error&) {
    throw UsageError(fmt::format(
        "--build-from takes too long to be matched with '{}': use a simpler expression", file.shown
    ));
  }
  const auto matched_end = static_cast<std::size_t>(found.position() + found.length());
  // A match may end behind a slash: "build-812/".
  const auto end =
      std::min(file.shown.find('/', matched_end == 0 ? 0 : matched_end - 1), file.shown.size());
  Place place;
  place.root = file.path.substr(0, file.path.size() - (file.shown.size() - end));
  place.number = group(found, "number");
  place.date = time_in(group(found, "date"));
  place.is_numbered = !place.number.empty() || place.date;
  if (place.number.empty()) {
    place.number = parsers::archives::without_ending(last_element(place.root));
  }
  place.branch = group(found, "branch");
  place.job = group(found, "job");
  if (place.job.empty()) {
    place.job = last_element(folder_of(place.root));
  }
  return place;
}

bool holds_reports_in_jenkins(std::string_view inside) {
  // What the plugins for JUnit, TestNG and Robot Framework keep, and archived artifacts.
  return inside == gathered_by_jenkins || inside.starts_with("archive/") ||
         inside.starts_with("testng/") || inside.starts_with("robot-plugin/");
}

}  // namespace importer::history
