#include "importer/history/evidence_of_build.hpp"

#include "importer/attachment_roots.hpp"
#include "importer/history/evidence_places.hpp"
#include "importer/history/paths.hpp"
#include "importer/inputs.hpp"
#include "importer/written_path.hpp"

#include "parsers/archives.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace importer::history {

namespace {

class EvidenceOfReport {
public:
  EvidenceOfReport(
      const Build& build,
      const std::vector<std::string>& roots,
      PackedEvidence& packed,
      const parsers::Report& report,
      std::string inside
  )
      : build_(build),
        packed_(packed),
        report_(report),
        inside_(std::move(inside)),
        in_build_(evidence_roots(build), {}, false) {
    const std::filesystem::path path(path_of(build, inside_));
    // The working folder may be Jenkins' home, and what is its own lies there too.
    if (!build.is_jenkins && !is_packed(path.string())) {
      on_disk_.emplace(roots, path.parent_path());
    } else if (!roots.empty()) {
      on_disk_.emplace(roots, std::filesystem::path());
    }
  }

  SoughtFile find(const parsers::Result& result, const std::string& written) const {
    const auto read = read_path(written);
    if (const auto* const refused = std::get_if<NotFound>(&read)) {
      return *refused;
    }
    const auto& path = std::get<WrittenPath>(read);
    NotFound why;
    if (on_disk_) {
      auto found = on_disk_->find(written);
      if (auto* const file = std::get_if<FoundFile>(&found)) {
        return std::move(*file);
      }
      // That a path is of another machine is no wonder here.
      if (!path.is_of_windows) {
        why = std::get<NotFound>(std::move(found));
      }
    }
    auto found = find_in_build(result, path);
    auto* const lost = std::get_if<NotFound>(&found);
    if (lost != nullptr && lost->why.empty()) {
      lost->why = why.why.empty() ? "there is no such file in its build" : why.why;
    }
    return found;
  }

private:
  SoughtFile find_in_build(const parsers::Result& result, const WrittenPath& path) const {
    const auto places = evidence_places(build_, inside_, report_, result, path);
    if (const auto* const refused = std::get_if<NotFound>(&places)) {
      return *refused;
    }
    NotFound why;
    for (const auto& place : std::get<std::vector<std::string>>(places)) {
      const auto at = build_.root + "/" + place;
      auto found = is_packed(at) ? packed_.find(build_, at) : sought(in_build_.find_path(at));
      const auto* const lost = std::get_if<NotFound>(&found);
      if (lost == nullptr) {
        return found;
      }
      if (why.why.empty()) {
        why = *lost;
      }
    }
    return why;
  }

  bool is_packed(const std::string& path) const {
    return std::ranges::any_of(build_.sources, [&](const std::string& source) {
      return parsers::archives::is_named_like_one(source) && is_within(path, source);
    });
  }

  const Build& build_;
  PackedEvidence& packed_;
  const parsers::Report& report_;
  std::string inside_;
  AttachmentRoots in_build_;
  std::optional<AttachmentRoots> on_disk_;  ///< What an import of the report would look into.
};

}  // namespace

std::string shown_of(const Build& build, const std::string& inside) {
  return inside.empty() ? build.shown : as_text(build.shown + "/" + inside);
}

std::string path_of(const Build& build, const std::string& inside) {
  return inside.empty() ? build.root : build.root + "/" + inside;
}

FilesOf evidence_of(
    const Build& build, const std::vector<std::string>& roots, PackedEvidence& packed
) {
  std::unordered_map<std::string, std::string> inside;
  for (const auto& report : build.reports) {
    inside.emplace(shown_of(build, report.inside), report.inside);
  }
  return [&build, &packed, roots, inside = std::move(inside)](const parsers::Report& report
         ) -> FindFile {
    const auto known = inside.find(report.source);
    // As std::function wants it: to be copied.
    auto of_report = std::make_shared<const EvidenceOfReport>(
        build, roots, packed, report, known == inside.end() ? std::string() : known->second
    );
    return [of_report](const parsers::Result& result, const std::string& written) {
      return of_report->find(result, written);
    };
  };
}

}  // namespace importer::history
