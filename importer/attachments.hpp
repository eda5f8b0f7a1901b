#pragma once

#include "importer/attachment_roots.hpp"
#include "parsers/report.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace importer {

/// An attachment whose file is there and may be read.
struct AttachedFile {
  const parsers::Report* report = nullptr;
  const parsers::Result* result = nullptr;
  const parsers::Attachment* attachment = nullptr;
  FoundFile file;
};

struct LostAttachment {
  const parsers::Report* report = nullptr;
  const parsers::Result* result = nullptr;
  const parsers::Attachment* attachment = nullptr;
  std::string why;
};

/// The file of a report itself, or why it is not to be sent.
struct ReportFile {
  const parsers::Report* report = nullptr;
  std::variant<FoundFile, NotFound> file;
};

/// What became of the attachments of reports, which must outlive this.
struct Attachments {
  std::vector<AttachedFile> found;
  std::vector<LostAttachment> lost;  ///< Not there, or not allowed.
  std::size_t within_reports = 0;    ///< Their content stands in the report itself.
  std::vector<ReportFile> reports;   ///< Only where they are wanted.

  std::size_t total() const { return found.size() + lost.size() + within_reports; }
};

/// Looks for the files of all attachments, in the order of the reports; `roots` as in
/// AttachmentRoots. Of one report 10,000 paths are looked at, the others are lost. With
/// `from_parts` the reports are those of saved plans, which also say where they lie.
Attachments find_attachments(
    std::span<const parsers::Report> reports,
    const std::vector<std::string>& roots,
    bool from_parts = false
);

/// Looks for the files of the reports themselves. One with values that were masked is not given: it
/// holds them in clear.
std::vector<ReportFile> find_report_files(
    std::span<const parsers::Report> reports,
    const std::vector<std::string>& roots,
    bool from_parts = false
);

/// "report.xml:12: attachment shots/a.png: there is no such file"
std::string to_text(const LostAttachment& lost);

}  // namespace importer
