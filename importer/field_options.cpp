#include "importer/field_options.hpp"

#include "importer/error.hpp"
#include "importer/field_choices.hpp"
#include "importer/match_field.hpp"
#include "importer/option_group.hpp"

namespace po = boost::program_options;

namespace importer {

po::options_description field_option_names() {
  auto group = option_group("Fields of what is recorded (docs/fields.md)");
  group.add_options()(
      "run-field",
      taking_several("NAME=TEMPLATE"),
      "a field of each run, by its name or id (version, 'Browser', ---f-401), and what it is to "
      "hold: text with {classname} {class} {package} {name} {suite} {suite_path} {file} "
      "{parameters} {tag} {property:NAME} and what --set may hold; may be repeated"
  )("test-field",
    taking_several("NAME=TEMPLATE"),
    "the same of each test that is made: version, priority, status, tags, description, "
    "assigned-to, script_path, … or a custom field"
  )("update",
    taking<std::string>("none|tests")->default_value("none"),
    "tests: write what --test-field says to tests that exist, too, where it differs: a look at the "
    "tests, and a call for each that changes")(
      "set-field",
      taking_several("NAME=TEMPLATE"),
      "the same of the test set, if it is made: version, priority, milestone, … or a custom field; "
      "knows what --set may hold"
  )("extend-lists",
    po::bool_switch(),
    "add the values to list fields that these lack; else they are refused");
  return group;
}

void read_field_options(const OptionValues& values, ImportOptions& options) {
  options.fields = field_choices(values);
  if (const auto* const match = options.fields.match()) {
    check_match_field(*match, options.grain);
  }
  options.update_tests = one_of<bool>(values, "update", {{"none", false}, {"tests", true}});
  if (options.update_tests && values.count("test-field") == 0 && !options.fields.match()) {
    throw UsageError(
        "--update tests writes what --test-field says, and there is none: give at least one, as in "
        "--test-field 'priority={property:priority}'"
    );
  }
}

}  // namespace importer
