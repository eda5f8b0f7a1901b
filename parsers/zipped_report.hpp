#pragma once

#include "parsers/document.hpp"
#include "parsers/oddities.hpp"
#include "parsers/report.hpp"

#include <cstddef>
#include <string>

namespace parsers {

/// A report that comes in a zip together with its pictures: Ranorex' .rxzlog, in which the data
/// file is called NAME.rxlog.data.
class ZippedReport {
public:
  /// `bytes` is the whole archive. Throws ParseError when there is no such file in it, or more
  /// than one; when it unpacks to far more than a report would; and when it cannot be read.
  /// EndsEarly when the archive's directory is missing, which is written last.
  explicit ZippedReport(std::string bytes);

  /// The data file as it was packed. To be called once.
  std::string take_report() { return std::move(report_); }

  /// Gives the attachments of `report` whose files are in the archive their content, which lives
  /// as long as `document`. What is not in it stays a path. Tells what had to be left out.
  void enclose_files(Report& report, Document& document, Oddities& oddities);

private:
  std::string bytes_;
  std::string report_;
  std::string folder_;    ///< Of the data file within the archive, with its slash; may be empty.
  std::size_t room_ = 0;  ///< Bytes that may still be unpacked.
};

}  // namespace parsers
