#pragma once

#include "parsers/mask_rules.hpp"
#include "parsers/report.hpp"

#include <string>
#include <vector>

namespace parsers {

/// How a report is read, where there is a choice.
struct ReadOptions {
  bool strict = false;  ///< Refuse a file that is cut off, however much of it is whole.
  /// One of format_names(): the file is read as this or refused. Empty: its content decides.
  std::string format;
  /// How deep keywords within keywords become steps of their own; 1: only those of the test.
  unsigned step_depth = 1;
  MaskRules mask;  ///< What is kept out of the Report because it may be secret.
};

/// "junit", "nunit3", …
std::vector<std::string> format_names();

/// Recognises the format and reads it. `bytes` is the whole file in whatever encoding it has;
/// `source` names it in the Report. Of a file that is cut off the results that are whole are read.
/// Throws ParseError, or NotAReport; EndsEarly where it is cut off before the first whole result.
Report read_report(std::string source, std::string bytes, const ReadOptions& options = {});

}  // namespace parsers
