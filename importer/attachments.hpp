#pragma once

#include "importer/packed_file.hpp"
#include "parsers/report.hpp"

#include <cstddef>
#include <functional>
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
  SoughtFile file;
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
  SoughtFile file;
};

/// What became of the attachments of reports, which must outlive this.
struct Attachments {
  std::vector<AttachedFile> found;
  std::vector<LostAttachment> lost;  ///< Not there, or not allowed.
  std::size_t within_reports = 0;    ///< Their content stands in the report itself.
  std::vector<ReportFile> reports;   ///< Only where they are wanted.

  std::size_t total() const { return found.size() + lost.size() + within_reports; }
};

/// Looks for what a result of a report names as `written`.
using FindFile =
    std::function<SoughtFile(const parsers::Result& result, const std::string& written)>;
/// Where the files of a report are looked for, which must outlive the answer.
using FilesOf = std::function<FindFile(const parsers::Report& report)>;

/// On the disk; `roots` as in AttachmentRoots. With `from_parts` the reports are those of saved
/// plans, which also say where they lie.
FilesOf files_on_disk(std::vector<std::string> roots, bool from_parts = false);

/// So many paths of one report are looked for, the others are lost.
constexpr std::size_t most_paths = 10'000;

/// Looks for the files of all attachments, in the order of the reports.
Attachments find_attachments(std::span<const parsers::Report> reports, const FilesOf& files_of);

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
