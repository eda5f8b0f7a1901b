#pragma once

#include "importer/options.hpp"

#include <boost/program_options/options_description.hpp>

#include <string>
#include <vector>

namespace importer {

/// Import's options with those of `resume` alone.
boost::program_options::options_description all_resume_option_names();

/// Of import's options those that `resume` without reports takes.
boost::program_options::options_description resume_option_names();

/// Whether reports are named: without them it is the ledger that knows what to resume. Throws
/// UsageError.
bool names_reports(const std::vector<std::string>& arguments);

/// Of `resume` without reports. Throws UsageError.
ResumeOptions read_resume(const std::vector<std::string>& arguments);

}  // namespace importer
