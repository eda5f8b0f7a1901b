#include "importer/attachments.hpp"

#include "importer/reports.hpp"
#include "parsers/document.hpp"

#include <fmt/format.h>

#include <system_error>
#include <unordered_map>
#include <utility>

namespace importer {

namespace {

constexpr std::size_t most_paths = 10'000;

/// Of one report, in which several results may name the same file.
class Finder {
public:
  Finder(
      const parsers::Report& report,
      const std::vector<std::string>& roots,
      bool from_parts,
      Attachments& attachments
  )
      // Standard input has no folder, and neither has what it is called.
      : report_(report),
        roots_(roots, std::filesystem::path(report.source).parent_path(), !from_parts),
        attachments_(attachments) {}

  void take(const parsers::Result& result, const parsers::Attachment& attachment) {
    if (attachment.packing != parsers::Packing::none) {
      ++attachments_.within_reports;
      return;
    }
    const auto& found = look_for(std::string(attachment.path));
    if (const auto* const file = std::get_if<FoundFile>(&found)) {
      attachments_.found.push_back({&report_, &result, &attachment, *file});
    } else {
      attachments_.lost.push_back({&report_, &result, &attachment, std::get<NotFound>(found).why});
    }
  }

private:
  const std::variant<FoundFile, NotFound>& look_for(std::string path) {
    static const std::variant<FoundFile, NotFound> too_many =
        NotFound{fmt::format("its report names more than {} files", most_paths)};
    const auto known = seen_.find(path);
    if (known != seen_.end()) {
      return known->second;
    }
    if (seen_.size() == most_paths) {
      return too_many;
    }
    auto found = roots_.find(path);
    return seen_.emplace(std::move(path), std::move(found)).first->second;
  }

  const parsers::Report& report_;
  AttachmentRoots roots_;
  Attachments& attachments_;
  std::unordered_map<std::string, std::variant<FoundFile, NotFound>> seen_;
};

std::variant<FoundFile, NotFound> report_file(
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
    return AttachmentRoots(roots, {}, false).find(report.source);
  }
  // The user named it, wherever it lies.
  std::error_code error;
  const auto real = std::filesystem::canonical(report.source, error);
  return error ? NotFound{"the report is not there any more"} : look_at_file(real);
}

}  // namespace

Attachments find_attachments(
    std::span<const parsers::Report> reports, const std::vector<std::string>& roots, bool from_parts
) {
  Attachments attachments;
  for (const auto& report : reports) {
    Finder finder(report, roots, from_parts, attachments);
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
