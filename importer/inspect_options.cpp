#include "importer/inspect_options.hpp"

#include "importer/option_group.hpp"
#include "importer/option_names.hpp"
#include "importer/option_values.hpp"
#include "importer/parse_arguments.hpp"
#include "importer/reading_option_names.hpp"

namespace po = boost::program_options;

namespace importer {

po::options_description inspect_option_names() {
  auto all = option_group("Options");
  all.add_options()(
      "format",
      taking<std::string>("table|json|ctrf|junit")->default_value("table"),
      "form of the output: a table, the normalised model as JSON, Common Test Report Format, or "
      "clean JUnit XML"
  )("check",
    po::bool_switch(),
    "tell only what is odd about the reports, with its place, and what was done about it");
  all.add(reading_option_names()).add(configuration_option_names());
  return all;
}

InspectOptions read_inspect(const std::vector<std::string>& arguments) {
  using Form = InspectOptions::Form;
  const auto values = parse_arguments(arguments, inspect_option_names());
  InspectOptions options;
  options.inputs = named_inputs(values);
  options.reading = reading_options(values);
  options.form = one_of<Form>(
      values,
      "format",
      {{"table", Form::table}, {"json", Form::json}, {"ctrf", Form::ctrf}, {"junit", Form::junit}}
  );
  options.check = values["check"].as<bool>();
  return options;
}

}  // namespace importer
