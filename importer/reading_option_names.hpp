#pragma once

#include "importer/reading_options.hpp"

#include <boost/program_options/options_description.hpp>
#include <boost/program_options/variables_map.hpp>

namespace importer {

/// The options that say how reports are read, as the help shows them.
boost::program_options::options_description reading_option_names();

/// Throws UsageError.
ReadingOptions reading_options(const boost::program_options::variables_map& values);

}  // namespace importer
