#include "importer/read_import.hpp"

#include "importer/attach_options.hpp"
#include "importer/error.hpp"
#include "importer/field_options.hpp"
#include "importer/matching_options.hpp"
#include "importer/network_options.hpp"
#include "importer/once_options.hpp"
#include "importer/option_names.hpp"
#include "importer/option_values.hpp"
#include "importer/outcome_options.hpp"
#include "importer/parse_arguments.hpp"
#include "importer/place_options.hpp"
#include "importer/plan_options.hpp"
#include "importer/reading_option_names.hpp"
#include "importer/result_options.hpp"
#include "importer/saving_options.hpp"
#include "importer/set_options.hpp"
#include "importer/test_options.hpp"

#include <algorithm>

namespace importer {

ImportOptions read_import(const std::vector<std::string>& arguments, Needs needs) {
  const auto values = parse_arguments(arguments, import_option_names());
  if (values.count("plan") != 0) {
    return read_beside_plan(values, arguments);
  }
  ImportOptions options;
  options.arguments = arguments;
  if (needs == Needs::set_and_reports || values.count("input") != 0) {
    options.inputs = named_inputs(values);
  }
  options.reading = reading_options(values);
  options.offline = values["offline"].as<bool>();
  options.out = word(values, "out");
  options.decided = options_for_plan(values);
  read_place_options(values, options);
  read_set_options(values, needs, options);
  read_network_options(values, options);
  read_once_options(values, options);
  read_test_options(values, options);
  read_field_options(values, options);
  read_matching_options(values, options);
  read_result_options(values, options);
  options.attach = read_attach_options(values);
  read_outcome_options(values, options);
  const bool from_stdin = std::ranges::count(options.inputs, "-") != 0;
  if (options.token_file == "-" && from_stdin) {
    throw UsageError("standard input can hold the token or a report, not both");
  }
  return options;
}

}  // namespace importer
