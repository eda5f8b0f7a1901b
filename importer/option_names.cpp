#include "importer/option_names.hpp"

#include "importer/attach_options.hpp"
#include "importer/field_options.hpp"
#include "importer/matching_options.hpp"
#include "importer/network_options.hpp"
#include "importer/once_options.hpp"
#include "importer/option_group.hpp"
#include "importer/outcome_options.hpp"
#include "importer/place_options.hpp"
#include "importer/reading_option_names.hpp"
#include "importer/result_options.hpp"
#include "importer/saving_options.hpp"
#include "importer/set_options.hpp"
#include "importer/test_options.hpp"

#include <algorithm>

namespace po = boost::program_options;

namespace importer {

namespace {

po::options_description recording_option_names() {
  auto group = option_group("What is recorded where");
  add_set_options(group);
  add_test_options(group);
  add_matching_options(group);
  add_result_options(group);
  return group;
}

}  // namespace

po::options_description import_option_names() {
  po::options_description all(help_width, help_text_width);
  all.add(place_option_names()).add(recording_option_names()).add(reading_option_names());
  all.add(field_option_names()).add(attach_option_names());
  all.add(once_option_names()).add(saving_option_names()).add(network_option_names());
  all.add(outcome_option_names()).add(configuration_option_names());
  return all;
}

po::options_description configuration_option_names() {
  auto group = option_group("Configuration");
  group.add_options(
  )("config",
    taking<std::string>("FILE|none"),
    "file of options, `set = Nightly` a line; default: the ptimport.ini of the working folder or "
    "the nearest above it. Every option is also an environment variable, PTIMPORT_SET; the "
    "command line beats it, and it the file");
  return group;
}

po::options_description import_options_named(std::initializer_list<const char*> names) {
  const auto import = import_option_names();
  auto picked = option_group("Options");
  for (const auto& option : import.options()) {
    if (std::ranges::find(names, option->long_name()) != names.end()) {
      picked.add(option);
    }
  }
  return picked;
}

}  // namespace importer
