#pragma once

#include "importer/option_values.hpp"
#include "importer/options.hpp"

#include <boost/program_options/options_description.hpp>

#include <string>
#include <vector>

/// Plans that are saved, and carried out later.
namespace importer {

boost::program_options::options_description saving_option_names();

/// Of an import with --plan what the saved plan leaves open and is needed before it is read. Throws
/// UsageError.
ImportOptions read_beside_plan(
    const OptionValues& values, const std::vector<std::string>& arguments
);

/// Throws UsageError where --out or --offline is of no use.
void check_saving(const ImportOptions& options);

}  // namespace importer
