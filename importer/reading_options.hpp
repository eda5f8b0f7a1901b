#pragma once

#include "parsers/read_report.hpp"
#include "parsers/split_parameters.hpp"

#include <boost/program_options/options_description.hpp>
#include <boost/program_options/variables_map.hpp>

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

/// Their names and help.
boost::program_options::options_description reading_option_names();

/// Throws UsageError.
ReadingOptions reading_options(const boost::program_options::variables_map& values);

}  // namespace importer
