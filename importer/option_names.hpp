#pragma once

#include <boost/program_options/options_description.hpp>
#include <boost/program_options/variables_map.hpp>

#include <filesystem>
#include <initializer_list>
#include <string>
#include <vector>

namespace importer {

/// Columns of every help text, and of what it says behind an option's name.
constexpr unsigned help_width = 100;
constexpr unsigned help_text_width = 62;

/// The options of `import` and `plan`, grouped as the help shows them.
boost::program_options::options_description import_option_names();

/// The options of `inspect`.
boost::program_options::options_description inspect_option_names();

/// Of import's options those of these names.
boost::program_options::options_description import_options_named(
    std::initializer_list<const char*> names
);

/// Import's options with those of `resume` alone.
boost::program_options::options_description all_resume_option_names();

/// Of import's options those that `resume` without reports takes.
boost::program_options::options_description resume_option_names();

/// The options of `sandbox`.
boost::program_options::options_description sandbox_option_names();

/// Whether an option's value is a path, unless it is a word such as "none", "-" or a URI: its help
/// calls it FILE or DIR.
bool takes_path(const boost::program_options::option_description& option);

/// Such a value as seen from elsewhere: a relative path is one from `folder`.
std::string path_from(const std::filesystem::path& folder, const std::string& value);

/// What contradicts `option`, or has no meaning beside it: `--set` where `--set-id` is given.
std::vector<std::string> options_shut_out_by(const std::string& option);

/// Parses `arguments` against `known`, with what Program_options leaves open: no abbreviations,
/// a near name suggested for an unknown one, no option taken for the value of another.
/// Positional arguments go to "input". Throws UsageError.
boost::program_options::variables_map parse_arguments(
    const std::vector<std::string>& arguments,
    const boost::program_options::options_description& known
);

}  // namespace importer
