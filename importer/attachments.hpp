#pragma once

#include "importer/attachment_roots.hpp"
#include "parsers/report.hpp"

#include <cstddef>
#include <span>
#include <string>
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

/// What became of the attachments of reports, which must outlive this.
struct Attachments {
  std::vector<AttachedFile> found;
  std::vector<LostAttachment> lost;  ///< Not there, or not allowed.
  std::size_t within_reports = 0;    ///< Their content stands in the report itself.

  std::size_t total() const { return found.size() + lost.size() + within_reports; }
};

/// Looks for the files of all attachments, in the order of the reports; `roots` as in
/// AttachmentRoots. Of one report 10,000 paths are looked at, the others are lost.
Attachments find_attachments(
    std::span<const parsers::Report> reports, const std::vector<std::string>& roots
);

/// "report.xml:12: attachment shots/a.png: there is no such file"
std::string to_text(const LostAttachment& lost);

}  // namespace importer
