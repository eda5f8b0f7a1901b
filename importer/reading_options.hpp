#pragma once

#include "parsers/read_report.hpp"
#include "parsers/split_parameters.hpp"

#include <string>
#include <vector>

namespace importer {

/// How reports are read: what import, plan and inspect have in common.
struct ReadingOptions {
  parsers::ReadOptions parser;
  parsers::SplitRules split;
  /// Folders that attachments must lie in; empty: the working folder and the report's own.
  std::vector<std::string> attachments_roots;
};

}  // namespace importer
