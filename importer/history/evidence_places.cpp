#include "importer/history/evidence_places.hpp"

#include "importer/history/place.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace importer::history {

namespace {

using Elements = std::vector<std::string_view>;

/// Either separator: a report of a Windows machine has both.
Elements elements_in(std::string_view path, std::string_view separators) {
  Elements elements;
  while (!path.empty()) {
    const auto end = std::min(path.find_first_of(separators), path.size());
    if (end != 0 && path.substr(0, end) != ".") {
      elements.push_back(path.substr(0, end));
    }
    path.remove_prefix(std::min(path.size(), end + 1));
  }
  return elements;
}

/// `base` with `path` behind it, ".." followed; absent when that leads out.
std::optional<std::string> joined(const Elements& base, const Elements& path) {
  auto all = base;
  for (const auto element : path) {
    if (element != "..") {
      all.push_back(element);
    } else if (all.empty()) {
      return std::nullopt;
    } else {
      all.pop_back();
    }
  }
  return fmt::format("{}", fmt::join(all, "/"));
}

/// As Jenkins names the folder of a class or test. Source: hudson.tasks.test.TestObject.safe().
std::string safe_in_jenkins(std::string_view name) {
  std::string safe(name);
  std::ranges::replace_if(
      safe,
      [](char c) { return std::string_view("/\\:?#%<>").find(c) != std::string_view::npos; },
      '_'
  );
  return safe;
}

class Places {
public:
  Places(const Build& build, std::string_view inside) : build_(build) {
    auto folder = elements_in(inside, "/");
    if (!folder.empty()) {
      folder.pop_back();
    }
    folder_ = folder;
    for (; !folder.empty(); folder.pop_back()) {
      bases_.push_back(folder);
    }
    bases_.emplace_back();
    if (build.is_jenkins && inside == gathered_by_jenkins) {
      bases_.push_back({"archive"});
    }
  }

  /// From the report's folder or one above: tests run in one of these.
  void add_relative(const Elements& path) {
    for (const auto& base : bases_) {
      add(joined(base, path));
    }
  }

  /// Of a machine that is no more: what stands before the end was its workspace.
  void add_ends_of(const Elements& path) {
    for (std::size_t first = 0; first + 1 < path.size(); ++first) {
      const Elements end(path.begin() + static_cast<std::ptrdiff_t>(first), path.end());
      for (const auto& base : bases_) {
        add(joined(base, end));
      }
    }
    // Beside its report, where a name alone tells enough.
    add(joined(folder_, {path.back()}));
  }

  /// Copies that the plugin JUnit Attachments keeps, by class and test; older versions by class.
  /// Source: hudson.plugins.junitattachments.AttachmentPublisher.
  void add_kept_by_jenkins(
      const parsers::Report& report, const parsers::Result& result, std::string_view name
  ) {
    if (!build_.is_jenkins) {
      return;
    }
    // What a suite wrote is kept under the suite's name.
    for (const auto of : {result.class_name, report.suites[result.suite].name}) {
      if (of.empty()) {
        continue;
      }
      const auto folder = safe_in_jenkins(of);
      auto test = safe_in_jenkins(result.name);
      std::erase(test, '"');
      // All of it is what the report says: a class may be called "..".
      add(joined({}, {"junit-attachments", folder, test, name}));
      add(joined({}, {"junit-attachments", folder, name}));
    }
  }

  std::variant<std::vector<std::string>, NotFound> result() && {
    if (places_.empty() && leads_out_) {
      return NotFound{"its path climbs out of its build"};
    }
    return std::move(places_);
  }

private:
  void add(std::optional<std::string> place) {
    if (!place) {
      leads_out_ = true;
    } else if (may_hold_evidence(*place) && std::ranges::find(places_, *place) == places_.end()) {
      places_.push_back(*std::move(place));
    }
  }

  /// What else lies in a build of Jenkins is its own, such as the log and the environment.
  bool may_hold_evidence(std::string_view place) const {
    return !build_.is_jenkins || holds_reports_in_jenkins(place) ||
           place.starts_with("junit-attachments/");
  }

  const Build& build_;
  Elements folder_;              ///< The report's.
  std::vector<Elements> bases_;  ///< It, and those above it.
  std::vector<std::string> places_;
  bool leads_out_ = false;
};

}  // namespace

std::variant<std::vector<std::string>, NotFound> evidence_places(
    const Build& build,
    std::string_view inside,
    const parsers::Report& report,
    const parsers::Result& result,
    const WrittenPath& written
) {
  Places places(build, inside);
  const bool is_absolute = written.is_of_windows || written.path.front() == '/';
  if (is_absolute) {
    auto path = elements_in(written.path, "/\\");
    if (written.is_of_windows && !path.empty() && path.front().ends_with(':')) {
      path.erase(path.begin());  // The drive.
    }
    if (!path.empty()) {
      places.add_ends_of(path);
    }
  } else {
    places.add_relative(elements_in(written.path, "/"));
    if (written.path.find('\\') != written.path.npos) {
      places.add_relative(elements_in(written.path, "/\\"));
    }
  }
  places.add_kept_by_jenkins(report, result, name_in(written));
  return std::move(places).result();
}

std::vector<std::string> evidence_roots(const Build& build) {
  if (!build.is_jenkins) {
    return {build.root};
  }
  std::vector<std::string> roots;
  for (const auto* folder : {"archive", "junit-attachments", "testng", "robot-plugin"}) {
    roots.push_back(build.root + "/" + folder);
  }
  return roots;
}

std::string_view name_in(const WrittenPath& written) {
  const auto elements = elements_in(written.path, "/\\");
  return elements.empty() ? std::string_view() : elements.back();
}

}  // namespace importer::history
