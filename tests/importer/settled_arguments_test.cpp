#include "importer/settled_arguments.hpp"
#include "importer/command_line.hpp"
#include "importer/error.hpp"
#include "importer/option_names.hpp"
#include "importer/options.hpp"
#include "importer/reading_option_names.hpp"
#include "importer/unknown_variables.hpp"
#include "tests/importer/folder.hpp"

#include <fmt/format.h>
#include <boost/test/unit_test.hpp>

#include <map>
#include <variant>

using importer::SettledArguments;
using importer::UsageError;
using Arguments = std::vector<std::string>;

BOOST_AUTO_TEST_SUITE(settled_arguments)

namespace {

importer::Options options_of(
    const Arguments& arguments, const importer::Surroundings& surroundings
) {
  return std::get<importer::Options>(importer::read_command_line(arguments, surroundings));
}

/// A working folder with a configuration file, and an environment.
struct Place {
  explicit Place(const std::string& file = {}) {
    if (!file.empty()) {
      folder.write("ptimport.ini", file);
    }
  }

  importer::Surroundings surroundings() const {
    importer::Surroundings all;
    all.folder = folder.path();
    all.environment = [this](const char* name) {
      const auto found = variables.find(name);
      return found == variables.end() ? std::nullopt : std::optional(found->second);
    };
    for (const auto& [name, value] : variables) {
      all.variables.push_back(name);
    }
    return all;
  }

  SettledArguments settle(const Arguments& arguments) const {
    const auto names = importer::import_option_names();
    return importer::settle_arguments(arguments, names, names, surroundings());
  }

  importer::ImportOptions import(Arguments arguments) const {
    arguments.insert(arguments.begin(), "import");
    arguments.push_back("report.xml");
    return options_of(arguments, surroundings()).import;
  }

  /// What the refusal says; empty when there was none.
  std::string refusal(const Arguments& arguments = {}) const {
    try {
      import(arguments);
    } catch (const UsageError& error) {
      return error.what();
    }
    return {};
  }

  void refuses(const std::string& words) const {
    const auto said = refusal();
    BOOST_TEST((said.find(words) != said.npos), "'" << said << "' does not say: " << words);
    BOOST_TEST((said.find("secret") == said.npos), said);
  }

  Folder folder;
  std::map<std::string, std::string> variables;
};

}  // namespace

BOOST_AUTO_TEST_CASE(the_command_line_beats_the_environment_and_that_the_file) {
  Place place("project = 1\nset = from file\nrate = 10\nretries = 3\n");
  place.variables = {{"PTIMPORT_SET", "from environment"}, {"PTIMPORT_RATE", "20"}};
  const auto import = place.import({"--rate", "25"});
  BOOST_TEST(import.project.value() == 1);
  BOOST_TEST(import.set_name == "from environment");
  BOOST_TEST(import.settings.rate == 25);
  BOOST_TEST(import.settings.max_attempts == 4);
}

BOOST_AUTO_TEST_CASE(each_value_is_told_with_the_place_it_comes_from) {
  Place place("# Where to.\nproject = 1\nset = S\n");
  place.variables = {{"PTIMPORT_RATE", "20"}};
  const auto file = place.folder / "ptimport.ini";
  const auto settled = place.settle({"--set=T", "-v"});
  const std::map<std::string, std::string> sources = {
      {"project", file + ":2"},
      {"rate", "PTIMPORT_RATE"},
      {"set", "the command line"},
      {"verbose", "the command line"}};
  BOOST_TEST((settled.sources == sources));
  BOOST_TEST(settled.file == file);
}

BOOST_AUTO_TEST_CASE(what_was_settled_says_the_same_without_its_surroundings) {
  Place place("set = build #12\nmask = a*\nmask = b*\nproxy =\n");
  place.variables = {{"PTIMPORT_STRICT", "true"}};
  const auto with = place.import({"--config", place.folder / "ptimport.ini"});
  Arguments alone = with.arguments;
  for (const auto& argument : alone) {
    BOOST_TEST((argument.find("config") == argument.npos), argument);
  }
  alone.insert(alone.begin(), "import");
  const auto import = importer::parse_options(alone).import;
  BOOST_TEST(import.set_name == "build #12");
  BOOST_TEST(import.reading.parser.strict);
  BOOST_TEST(import.reading.parser.mask.patterns.size() == 2U);
  BOOST_TEST(import.proxy.value() == "");
  BOOST_TEST(import.inputs == Arguments{"report.xml"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(every_option_of_an_import_has_a_variable) {
  BOOST_TEST(importer::variable_of("set-id") == "PTIMPORT_SET_ID");
  const auto names = importer::import_option_names();
  for (const auto& option : names.options()) {
    if (option->long_name() == "config") {
      continue;
    }
    Place place;
    const bool is_switch = option->semantic()->max_tokens() == 0;
    place.variables = {
        {importer::variable_of(option->long_name()), is_switch ? "true" : "some value"}};
    BOOST_TEST(place.settle({}).sources.contains(option->long_name()), option->long_name());
  }
}

BOOST_AUTO_TEST_CASE(a_switch_is_taken_back_by_a_higher_place) {
  Place place("set = S\nstrict = yes\nfail-open = on\nallow-empty = 1\n");
  place.variables = {{"PTIMPORT_FAIL_OPEN", "false"}};
  const auto import = place.import({"--strict=false"});
  BOOST_TEST(!import.reading.parser.strict);
  BOOST_TEST(!import.fail_open);
  BOOST_TEST(import.allow_empty);
  BOOST_TEST(Place().import({"--set", "S", "--strict=true"}).reading.parser.strict);
}

BOOST_AUTO_TEST_CASE(a_list_of_a_higher_place_replaces_the_lower_one) {
  Place place("set = S\nmask = file*\n");
  place.variables = {{"PTIMPORT_MASK", "one*\ntwo*"}};
  const auto from_environment = place.import({}).reading.parser.mask.patterns;
  BOOST_TEST(from_environment == (Arguments{"one*", "two*"}), boost::test_tools::per_element());
  const auto given = place.import({"--mask", "line*"}).reading.parser.mask.patterns;
  BOOST_TEST(given == Arguments{"line*"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_contradicts_a_higher_place_gives_way_to_it) {
  const Place place("set = S\nregion = eu\nverbose = true\nmask = a*\n");
  const auto import =
      place.import({"--set-id", "5", "--url", "https://gateway.example", "--quiet", "--no-mask"});
  BOOST_TEST(import.set_id.value() == 5);
  BOOST_TEST(import.settings.base_url == "https://gateway.example");
  BOOST_TEST(import.verbosity == -1);
  BOOST_TEST(import.reading.parser.mask.none);
}

BOOST_AUTO_TEST_CASE(a_sandbox_is_tried_with_the_file_of_an_account) {
  const Place place(
      "project = 42\nregion = eu\ntoken-file = token\nca-file = ca.pem\nrate = 5\nset-id = 7\n"
      "create = none\nledger = l.sqlite\n"
  );
  const auto import = place.import({"--sandbox"});
  BOOST_TEST(import.sandbox);
  BOOST_TEST(!import.project);
  BOOST_TEST(!import.rate_given);
  BOOST_TEST(import.set_name == "First import");
  BOOST_TEST(!import.create.tests);
  BOOST_TEST(!import.ledger);
  BOOST_TEST(place.refusal({"--sandbox=false"}).empty());
}

BOOST_AUTO_TEST_CASE(one_set_by_its_id_takes_the_place_of_several_and_of_the_one_of_the_others) {
  const Place place("set = {suite}\nset-else = Other\n");
  BOOST_TEST(place.import({}).sets_by_result.has_value());
  const auto import = place.import({"--set-id", "5"});
  BOOST_TEST(import.set_id.value() == 5);
  BOOST_TEST(!import.sets_by_result);
}

BOOST_AUTO_TEST_CASE(two_places_of_the_same_height_may_not_contradict_each_other) {
  const Place place("set = S\nset-id = 7\n");
  place.refuses("both name the test set");
  place.refuses("ptimport.ini:2");
}

BOOST_AUTO_TEST_CASE(an_empty_variable_is_as_if_it_were_not_set) {
  Place place("set = S\n");
  place.variables = {{"PTIMPORT_SET", ""}, {"PTIMPORT_STRICT", ""}};
  const auto import = place.import({});
  BOOST_TEST(import.set_name == "S");
  BOOST_TEST(!import.reading.parser.strict);
}

BOOST_AUTO_TEST_CASE(paths_of_the_file_are_relative_to_its_folder) {
  Place place("set = S\ntoken-file = secrets/token\nledger = ../l.sqlite\nca-file = /etc/ca.pem\n");
  place.folder.make_folder("sub");
  auto surroundings = place.surroundings();
  surroundings.folder = place.folder.path() / "sub";
  const auto import = options_of({"import", "r.xml"}, surroundings).import;
  BOOST_TEST(import.token_file == place.folder / "secrets/token");
  BOOST_TEST(import.ledger.value() == place.folder.path().parent_path() / "l.sqlite");
  BOOST_TEST(import.settings.ca_file == "/etc/ca.pem");
  for (const std::string word : {"none", "postgresql://u@h/d"}) {
    BOOST_TEST(Place("set = S\nledger = " + word).import({}).ledger.value() == word);
  }
}

BOOST_AUTO_TEST_CASE(unknown_keys_are_refused_with_the_nearest_one) {
  Place("set = S\nprojekt = 1\n").refuses("ptimport.ini:2: unknown key 'projekt'");
  Place("projekt = 1\n").refuses("did you mean 'project'?");
  Place("set_id = 1\n").refuses("did you mean 'set-id'?");
  Place("--set = S\n").refuses("did you mean 'set'?");
  Place("colour = red\n").refuses("keys are the options of `ptimport help import`");
  Place("port = 80\n").refuses("unknown key 'port'");
  Place("config = other.ini\n").refuses("cannot name another one");
}

BOOST_AUTO_TEST_CASE(a_key_that_stands_twice_is_refused_with_both_lines) {
  Place("set = A\nproject = 1\nset = B\n").refuses("ptimport.ini:3: set stands in line 1 already");
}

BOOST_AUTO_TEST_CASE(a_wrong_value_is_told_with_its_place) {
  Place("set = S\nrate = fast\n").refuses("--rate takes a whole number");
  Place("set = S\nrate = fast\n").refuses("ptimport.ini:2)");
  Place("strict = perhaps\n").refuses("ptimport.ini:1 takes true or false, not 'perhaps'");
  Place("strict =\n").refuses("ptimport.ini:1: strict takes true or false");
  Place place("set = S\n");
  place.variables = {{"PTIMPORT_SKIPPED", "maybe"}};
  place.refuses("(skipped stands in PTIMPORT_SKIPPED)");
  BOOST_TEST(place.refusal({"--rate", "fast"}).find("stands in") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_token_is_refused_wherever_it_must_not_be) {
  for (const std::string key : {"token", "api-token", "api_token", "PTToken", "practitest-token"}) {
    Place(key + " = secret\n").refuses("set the environment variable PRACTITEST_TOKEN");
  }
  for (const auto* variable : {"PTIMPORT_TOKEN", "PTIMPORT_API_TOKEN"}) {
    Place place;
    place.variables = {{variable, "secret"}};
    place.refuses("the variable of the API token is PRACTITEST_TOKEN");
  }
}

BOOST_AUTO_TEST_CASE(a_mistyped_variable_is_refused_and_a_stranger_s_left_alone) {
  Place place("set = S\n");
  place.variables = {{"PTIMPORT_DRY_RUM", "1"}};
  place.refuses("unknown environment variable PTIMPORT_DRY_RUM: did you mean PTIMPORT_DRY_RUN?");
  place.variables = {{"PTIMPORT_IMAGE_VERSION", "7"}, {"PTIMPORT_PATH", "/opt"}};
  BOOST_TEST(place.refusal() == "");
}

BOOST_AUTO_TEST_CASE(a_variable_that_is_left_alone_is_told) {
  Place place;
  const auto notes = [&place](const std::string& variable, const std::string& value = "x") {
    place.variables = {{variable, value}};
    return fmt::format("{}", fmt::join(notes_on_unknown_variables(place.surroundings()), "\n"));
  };
  const std::string unread = "nothing reads the environment variable ";
  BOOST_TEST(
      notes("PTIMPORT_STE") ==
      unread +
          "PTIMPORT_STE, as no option of `ptimport import` is called so: did you mean "
          "PTIMPORT_SET?"
  );
  BOOST_TEST(
      notes("PTIMPORT_IMAGE_VERSION") ==
      unread + "PTIMPORT_IMAGE_VERSION, as no option of `ptimport import` is called so"
  );
  BOOST_TEST(notes("PTIMPORT_STE", "") == "");
  BOOST_TEST(notes("PTIMPORT_SET") == "");
  BOOST_TEST(notes("PTIMPORT_CONFIG") == "");
  BOOST_TEST(notes("STE") == "");
}

BOOST_AUTO_TEST_CASE(a_file_is_named_or_gone_without) {
  Place place("set = S\n");
  place.folder.write("other.ini", "set = O\n");
  BOOST_TEST(place.import({"--config", place.folder / "other.ini"}).set_name == "O");
  BOOST_TEST(place.import({"--config=other.ini"}).set_name == "O");
  BOOST_TEST((place.refusal({"--config", "none"}).find("which test set") != std::string::npos));
  BOOST_TEST((place.refusal({"--config", "missing.ini"}).find("missing.ini") != std::string::npos));
  place.variables = {{"PTIMPORT_CONFIG", "other.ini"}};
  BOOST_TEST(place.import({}).set_name == "O");
}

BOOST_AUTO_TEST_CASE(inspect_takes_how_reports_are_read_and_nothing_else) {
  const Place place("set = S\nformat = json\nstrict = true\n");
  const auto inspect = options_of({"inspect", "r.xml"}, place.surroundings()).inspect;
  BOOST_TEST(inspect.reading.parser.strict);
  BOOST_TEST((inspect.form == importer::InspectOptions::Form::table));
}

BOOST_AUTO_TEST_CASE(a_backfill_of_nothing_says_what_it_wants) {
  const Place place("set = S\nproject = 1\n");
  BOOST_CHECK_EXCEPTION(
      importer::read_command_line({"backfill"}, place.surroundings()),
      UsageError,
      [](const UsageError& error) {
        BOOST_TEST(std::string(error.what()).starts_with("which history? Name the folder"));
        return true;
      }
  );
}

BOOST_AUTO_TEST_CASE(an_interrupted_import_is_resumed_with_its_own_options) {
  const Place place("set = S\nledger = l.sqlite\nproxy = http://u:p@h:1\n");
  const auto options = options_of({"resume"}, place.surroundings());
  BOOST_TEST((options.command == importer::Command::resume));
  BOOST_TEST(options.resume.ledger.value() == place.folder / "l.sqlite");
  BOOST_TEST(options.resume.proxy.value() == "http://u:p@h:1");
}

BOOST_AUTO_TEST_SUITE_END()
