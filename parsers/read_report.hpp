#pragma once

#include "parsers/report.hpp"

#include <string>

namespace parsers {

/// How a report is read, where there is a choice.
struct ReadOptions {
  bool strict = false;  ///< Refuse what is incomplete.
};

/// Recognises the format by its content and reads it. `bytes` is the whole file in whatever
/// encoding it has; `source` names it in the Report. Throws ParseError, or NotAReport.
Report read_report(std::string source, std::string bytes, const ReadOptions& options = {});

}  // namespace parsers
