#include "importer/attachments.hpp"

#include "importer/attachment_roots.hpp"
#include "importer/reports.hpp"
#include "parsers/document.hpp"

#include <fmt/format.h>

#include <system_error>
#include <unordered_map>
#include <utility>

namespace importer {

namespace {

/// Of one report, in which several results may name the same file.
class Finder {
public:
  Finder(const parsers::Report& report, FindFile find, Attachments& attachments)
      : report_(report), find_(std::move(find)), attachments_(attachments) {}

  void take(const parsers::Result& result, const parsers::Attachment& attachment) {
    if (attachment.packing != parsers::Packing::none) {
      ++attachments_.within_reports;
      return;
    }
    const auto& sought = look_for(result, std::string(attachment.path));
    if (const auto* const lost = std::get_if<NotFound>(&sought)) {
      attachments_.lost.push_back({&report_, &result, &attachment, lost->why});
    } else {
      attachments_.found.push_back({&report_, &result, &attachment, sought});
    }
  }

private:
  const SoughtFile& look_for(const parsers::Result& result, std::string path) {
    static const SoughtFile too_many =
        NotFound{fmt::format("its report names more than {} files", most_paths)};
    const auto known = seen_.find(path);
    if (known != seen_.end()) {
      return known->second;
    }
    if (seen_.size() == most_paths) {
      return too_many;
    }
    auto found = find_(result, path);
    return seen_.emplace(std::move(path), std::move(found)).first->second;
  }

  const parsers::Report& report_;
  FindFile find_;
  Attachments& attachments_;
  std::unordered_map<std::string, SoughtFile> seen_;
};

SoughtFile report_file(
    const parsers::Report& report, const std::vector<std::string>& roots, bool from_parts
) {
  if (report.document && report.document->is_masked()) {
    return NotFound{
        "the report is not sent, as values that are masked stand in it; --no-mask sends it"};
  }
  if (report.source == standard_input) {
    return NotFound{"the report came from standard input, which cannot be read again"};
  }
  if (from_parts) {
    return sought(AttachmentRoots(roots, {}, false).find(report.source));
  }
  // The user named it, wherever it lies.
  std::error_code error;
  const auto real = std::filesystem::canonical(report.source, error);
  return error ? NotFound{"the report is not there any more"} : sought(look_at_file(real));
}

}  // namespace

FilesOf files_on_disk(std::vector<std::string> roots, bool from_parts) {
  return [roots = std::move(roots), from_parts](const parsers::Report& report) -> FindFile {
    // Standard input has no folder, and neither has what it is called.
    const auto folder = std::filesystem::path(report.source).parent_path();
    return [in = AttachmentRoots(roots, folder, !from_parts)](
               const parsers::Result&, const std::string& written
           ) { return sought(in.find(written)); };
  };
}

Attachments find_attachments(std::span<const parsers::Report> reports, const FilesOf& files_of) {
  Attachments attachments;
  for (const auto& report : reports) {
    Finder finder(report, files_of(report), attachments);
    for (const auto& result : report.results) {
      for (const auto& attachment : result.evidence().attachments) {
        finder.take(result, attachment);
      }
    }
  }
  return attachments;
}

std::vector<ReportFile> find_report_files(
    std::span<const parsers::Report> reports, const std::vector<std::string>& roots, bool from_parts
) {
  std::vector<ReportFile> files;
  for (const auto& report : reports) {
    files.push_back({&report, report_file(report, roots, from_parts)});
  }
  return files;
}

std::string to_text(const LostAttachment& lost) {
  return fmt::format(
      "{}:{}: attachment {}: {}",
      lost.report->source,
      lost.result->report_line,
      lost.attachment->path,
      lost.why
  );
}

}  // namespace importer
