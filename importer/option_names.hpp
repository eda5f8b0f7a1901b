#pragma once

#include "importer/option_group.hpp"
#include "importer/parse_arguments.hpp"

#include <boost/program_options/options_description.hpp>

#include <initializer_list>

namespace importer {

/// The options of `import` and `plan`, grouped as the help shows them.
boost::program_options::options_description import_option_names();

/// The option that names a file of options, which every command has.
boost::program_options::options_description configuration_option_names();

/// Of import's options those of these names.
boost::program_options::options_description import_options_named(
    std::initializer_list<const char*> names
);

}  // namespace importer
