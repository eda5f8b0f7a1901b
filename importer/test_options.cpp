#include "importer/test_options.hpp"

#include "importer/error.hpp"
#include "importer/naming.hpp"
#include "importer/option_group.hpp"
#include "importer/test_id_rules.hpp"

#include <fmt/format.h>

#include <string>

namespace po = boost::program_options;

namespace importer {

namespace {

Grain what_is_a_test(const OptionValues& values) {
  const auto granularity = one_of<Grain>(
      values,
      "granularity",
      {{"case", Grain::result},
       {"class", Grain::test_class},
       {"suite", Grain::suite},
       {"file", Grain::file}}
  );
  const bool parameters_are_steps =
      one_of<bool>(values, "parameters", {{"separate", false}, {"steps", true}});
  if (granularity == Grain::result) {
    return parameters_are_steps ? Grain::method : Grain::result;
  }
  if (parameters_are_steps) {
    throw UsageError(fmt::format(
        "--parameters steps has no meaning with --granularity {}, where every case is a step: "
        "leave out one of the two",
        word(values, "granularity")
    ));
  }
  return granularity;
}

TestIdRules what_ids_mean(const OptionValues& values) {
  TestIdRules rules;
  rules.properties = id_properties_from(word(values, "id-properties"));
  const auto pattern = word(values, "id-in-names");
  if (pattern != "off") {
    rules.in_names.emplace(pattern);
  }
  return rules;
}

}  // namespace

void add_test_options(po::options_description& group) {
  group.add_options(
  )("granularity",
    taking<std::string>("case|class|suite|file")->default_value("case"),
    "what becomes one test: each case, or all cases of a class, suite or source file, as the steps "
    "of its run: so many fewer calls")(
      "parameters",
      taking<std::string>("separate|steps")->default_value("separate"),
      "parametrised cases: each is a test, or a step of one test; for parameters told apart from "
      "the name, see --split-parameters"
  )("test-name",
    taking<std::string>("TEMPLATE"),
    "name of a test in PractiTest, from {classname} {class} {package} {name} {suite} {suite_path} "
    "{file} {parameters}; default: {classname}.{name}{parameters}, or {classname}, {suite_path}, "
    "{file} as --granularity says")(
      "id-properties",
      taking<std::string>("LIST|off")->default_value("practitest_id,test_id=PT"),
      "properties of results that hold the id of their test: PT-205, or digits alone, which are a "
      "display id, with =system the API's, with =PT no id"
  )("match-field",
    taking<std::string>("NAME=TEMPLATE"),
    "a field of tests that tells which results are theirs, and what a result says of it: "
    "'Automation ID={property:automation_id}'. It goes before the name; tests that are made get it"
  )("id-in-names",
    taking<std::string>("PATTERN|off")->default_value("[PT-{id}]"),
    "how a display id stands in a name, of which it is then no part")(
      "map",
      taking<std::string>("FILE"),
      "CSV with the columns from (a name in the reports) and to (the name, or PT-205, of its test)"
  )("features",
    taking<std::string>("DIR"),
    "folder of feature files: a test that is made for a result of one of their scenarios is a BDD "
    "test with the scenario's text");
}

void read_test_options(const OptionValues& values, ImportOptions& options) {
  options.grain = what_is_a_test(values);
  options.name_template = values.count("test-name") == 0
                              ? std::string(default_template(options.grain))
                              : word(values, "test-name");
  // Refuses a wrong one before anything is read.
  (void)NameTemplate(options.name_template, options.grain);
  options.test_ids = what_ids_mean(values);
  options.map = word(values, "map");
  if (values.count("map") != 0 && options.map.empty()) {
    throw UsageError("--map takes a CSV file with the columns from and to");
  }
  if (!options.map.empty() && options.offline) {
    throw UsageError(
        "--map is for the import of the parts, where names are made: give it beside `import "
        "--plan`, not with --offline"
    );
  }
  options.features = word(values, "features");
  if (values.count("features") != 0 && options.features.empty()) {
    throw UsageError("--features takes the folder of the feature files");
  }
  if (!options.features.empty() && options.grain != Grain::result &&
      options.grain != Grain::method) {
    throw UsageError(
        "--features makes a BDD test of a scenario, and --granularity makes one test of several: "
        "leave one of them out"
    );
  }
}

}  // namespace importer
