#include "importer/history/place.hpp"

#include "importer/error.hpp"
#include "importer/history/dates.hpp"

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

std::string_view above(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == path.npos ? std::string_view() : path.substr(0, slash);
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// A build's number, or the time that Jenkins before 1.597 named its folder after.
bool names_jenkins_build(std::string_view name) {
  return is_digits(name) || (name.size() == 19 && name[10] == '_' && time_in(name));
}

/// The folders of a home that hold others, and are no part of a job's name.
bool holds_jobs(std::string_view name) {
  return name == "jobs" || name == "branches" || name == "configurations" || name == "modules";
}

/// `job` are the elements above "builds".
void name_jenkins_job(const std::vector<Element>& job, Place& place) {
  const auto first = std::ranges::find(job, "jobs"sv, &Element::name);
  if (first == job.end()) {
    place.job = job.empty() ? "" : std::string(job.back().name);
    return;
  }
  for (auto element = first; element != job.end(); ++element) {
    if (holds_jobs(element->name)) {
      continue;
    }
    place.job += place.job.empty() ? "" : "/";
    place.job += element->name;
    if ((element - 1)->name == "branches") {
      place.branch = element->name;
    }
  }
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
      name_jenkins_job(
          {elements.begin(), elements.begin() + static_cast<std::ptrdiff_t>(i)}, place
      );
      return place;
    }
  }
  return std::nullopt;
}

std::string group(const boost::smatch& found, const char* name) { return found[name].str(); }

}  // namespace

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
      file.archive != 0 ? file.path.substr(0, file.archive) : std::string(above(file.path));
  place.number = file.archive != 0 ? parsers::archives::without_ending(last_element(place.root))
                                   : last_element(place.root);
  place.job = last_element(above(place.root));
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
    place.job = last_element(above(place.root));
  }
  return place;
}

bool holds_reports_in_jenkins(std::string_view inside) {
  // What the plugins for JUnit, TestNG and Robot Framework keep, and archived artifacts.
  return inside == gathered_by_jenkins || inside.starts_with("archive/") ||
         inside.starts_with("testng/") || inside.starts_with("robot-plugin/");
}

}  // namespace importer::history
