#include "importer/error.hpp"
#include "importer/field_text.hpp"
#include "importer/fill_fields.hpp"
#include "importer/option_names.hpp"
#include "importer/parse_arguments.hpp"
#include "importer/project_fields.hpp"
#include "tests/importer/by_hand.hpp"

#include <boost/program_options/variables_map.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using client::FieldOwner;
using client::FieldValue;
using client::FieldValues;
using importer::FieldChoices;
using importer::ProjectFields;
using importer::UsageError;

BOOST_AUTO_TEST_SUITE(fields)

namespace {

using Texts = std::vector<std::string>;

FieldChoices choices(const Texts& arguments) {
  return importer::field_choices(
      importer::parse_arguments(arguments, importer::import_option_names())
  );
}

template <class Act>
std::string refusal_of(const Act& act) {
  try {
    act();
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

/// "version=1; tags=[a, b]"
std::string text_of(const FieldValues* values) {
  std::string text;
  for (const auto& [field, value] : values == nullptr ? FieldValues() : *values) {
    text += (text.empty() ? "" : "; ") + field + "=";
    if (const auto* one = std::get_if<std::string>(&value)) {
      text += *one;
    } else if (const auto* several = std::get_if<Texts>(&value)) {
      std::string list;
      for (const auto& each : *several) {
        list += (list.empty() ? "" : ", ") + each;
      }
      text += "[" + list + "]";
    } else if (const auto* whole = std::get_if<std::int64_t>(&value)) {
      text += "int " + std::to_string(*whole);
    } else {
      text += "double";
    }
  }
  return text;
}

/// Two results of a suite with a property, one of which has its own and tags.
struct TwoResults {
  TwoResults() {
    auto report = by_hand::report();
    report.suites[0].properties = {{"browser", "Firefox"}, {"os", "Linux"}};
    auto& adds = by_hand::add(report, "shop.Cart", "adds");
    adds.file = "src/cart.cpp";
    adds.make_evidence().properties = {{"browser", "Chrome"}};
    adds.make_evidence().tags = {"smoke", "cart"};
    auto& totals = by_hand::add(report, "shop.Cart", "totals");
    totals.make_evidence().tags = {"slow", "cart"};
    reports.read.push_back(std::move(report));
    reports.named.push_back(true);
  }

  importer::Gathered gathered(const Texts& arguments) {
    auto all = by_hand::gathered(reports, options);
    fill_fields(all, choices(arguments));
    return all;
  }

  importer::Reports reports;
  importer::ImportOptions options = by_hand::options();
};

/// As the sandbox has them.
ProjectFields project() {
  return ProjectFields(std::vector<client::Field>{
      {303, "Priority", false, "list", {"high", "low"}, {"Test", "TestSet"}},
      {401, "Browser", true, "list", {"Chrome", "Firefox"}, {"Test", "Run"}},
      {402, "Platforms", true, "multilist", {"Linux", "macOS", "a, b"}, {"Test", "TestSet"}},
      {403, "Build", true, "text", {}, {"Test", "TestSet", "Run"}},
      {404, "Released on", true, "date", {}, {"TestSet", "Run"}},
      {405, "Reviewer", true, "user", {}, {"Test"}},
      {406, "Attempts", true, "number", {}, {"Run"}},
      {407, "Twin", true, "text", {}, {"Run"}},
      {408, "Twin", true, "text", {}, {"Run"}},
  });
}

std::string settled(FieldValues values, FieldOwner owner = FieldOwner::run) {
  auto all = project();
  all.settle(values, owner, "shop.Cart.adds");
  return text_of(&values);
}

std::string refusal(const FieldValues& values, FieldOwner owner = FieldOwner::run) {
  return refusal_of([&] { settled(values, owner); });
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_field_is_named_by_its_name_or_its_id) {
  const auto all = choices(
      {"--run-field=version=1",
       "--test-field=Assigned to=5001",
       "--test-field=script-path={file}",
       "--set-field=___f_401=x",
       "--run-field=402=x",
       "--run-field=---f-403=x",
       "--run-field= Build no =a=b"}
  );
  Texts names;
  for (const auto& choice : all.all) {
    names.push_back(choice.field);
  }
  const Texts expected{
      "assigned-to", "script_path", "---f-401", "version", "---f-402", "---f-403", "Build no"};
  BOOST_TEST(names == expected, boost::test_tools::per_element());
  BOOST_TEST(!all.extend_lists);
  BOOST_TEST(choices({"--extend-lists"}).extend_lists);
}

BOOST_AUTO_TEST_CASE(a_wrong_option_is_refused_with_what_it_takes) {
  BOOST_TEST(
      refusal_of([] { choices({"--run-field=Build"}); }) ==
      "--run-field takes NAME=TEMPLATE, the name of a field and what it is to hold, such as "
      "'Build={ci.build}', not 'Build'"
  );
  BOOST_TEST(refusal_of([] { choices({"--run-field", "=x"}); }).starts_with("--run-field takes "));
  BOOST_TEST(
      refusal_of([] { choices({"--run-field=Build={nam}"}); }) ==
      "--run-field Build '{nam}' holds {nam}, which is unknown: did you mean {name}? (a brace "
      "itself is {{ or }})"
  );
  BOOST_TEST(
      refusal_of([] {
        choices({"--test-field=Script path=a", "--test-field=script_path=b"});
      }) ==
      "--test-field names the field script_path twice, as 'Script path' and 'script_path': say "
      "once what it is to hold"
  );
}

BOOST_AUTO_TEST_CASE(each_run_has_the_values_of_its_result) {
  TwoResults two;
  const auto all = two.gathered(
      {"--run-field=Browser={property:browser} on {property:os}",
       "--run-field=version=1.2",
       "--run-field=Where={file}"}
  );
  BOOST_TEST(
      text_of(all.tests[0].executions[0].fields) ==
      "Browser=Chrome on Linux; version=1.2; Where=src/cart.cpp"
  );
  BOOST_TEST(text_of(all.tests[1].executions[0].fields) == "Browser=Firefox on Linux; version=1.2");
  BOOST_TEST(all.tests[0].fields == nullptr);
  BOOST_TEST(all.set_fields == nullptr);
  const auto run = run_of(all.tests[1].executions[0], importer::StatusTable());
  BOOST_TEST(text_of(&run.fields) == "Browser=Firefox on Linux; version=1.2");
}

BOOST_AUTO_TEST_CASE(values_that_are_the_same_are_kept_once) {
  TwoResults two;
  const auto all = two.gathered({"--run-field=version=1.2", "--set-field=version=1.2"});
  BOOST_TEST(all.tests[0].executions[0].fields == all.tests[1].executions[0].fields);
  BOOST_TEST(text_of(all.set_fields) == "version=1.2");
}

BOOST_AUTO_TEST_CASE(a_run_of_several_cases_has_the_first_value_and_all_tags) {
  TwoResults two;
  two.options.grain = importer::Grain::test_class;
  two.options.name_template = importer::default_template(two.options.grain);
  const auto all = two.gathered(
      {"--run-field=Tags={tag}",
       "--test-field=tags={tag}, nightly",
       "--test-field=script_name={name}",
       "--test-field=description= {file} "}
  );
  BOOST_TEST_REQUIRE(all.tests.size() == 1U);
  BOOST_TEST(text_of(all.tests[0].executions[0].fields) == "Tags=smoke, cart, slow");
  BOOST_TEST(
      text_of(all.tests[0].fields) ==
      "tags=[smoke, cart, slow, nightly]; script_name=adds; description=src/cart.cpp"
  );
}

BOOST_AUTO_TEST_CASE(what_has_no_value_is_not_sent) {
  TwoResults two;
  const auto all = two.gathered({"--run-field=Build=", "--run-field=Host={property:host}"});
  BOOST_TEST(all.tests[0].executions[0].fields == nullptr);
  BOOST_TEST(all.field_values.empty());
}

BOOST_AUTO_TEST_CASE(a_system_field_takes_only_what_it_can_hold) {
  TwoResults two;
  const auto why = [&two](const std::string& argument) {
    return refusal_of([&] { two.gathered({argument}); });
  };
  BOOST_TEST(
      why("--test-field=assigned-to=Anna") ==
      "--test-field assigned-to takes a user's id, or group:ID for a group, not 'Anna'"
  );
  BOOST_TEST(why("--test-field=assigned-to=group:7").empty());
  BOOST_TEST(
      why("--set-field=milestone=M1") ==
      "--set-field milestone takes the system id of one, a whole number, not 'M1'"
  );
  BOOST_TEST(
      why("--set-field=planned-execution=28/11/2026") ==
      "--set-field planned-execution takes a day as YYYY-MM-DD, not '28/11/2026'"
  );
  BOOST_TEST(why("--set-field=planned-execution=2026-11-28").empty());
}

BOOST_AUTO_TEST_CASE(dates_and_lists_as_people_write_them) {
  BOOST_TEST(importer::custom_date("2026-11-28").value() == "28/11/2026");
  BOOST_TEST(importer::custom_date("28/11/2026").value() == "28/11/2026");
  for (const auto* wrong : {"2026-02-30", "11/28/2026", "2026-1-1", "today", "", "+026-11-28"}) {
    BOOST_TEST(!importer::custom_date(wrong), wrong);
  }
  const Texts expected{"a", "b c"};
  BOOST_TEST(importer::split_values(" a ,, b c,a") == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(values_get_the_form_that_their_fields_take) {
  BOOST_TEST(
      settled(
          {{"Browser", "Chrome"},
           {"Released on", "2026-11-28"},
           {"Attempts", "3"},
           {"---f-403", "7"},
           {"version", "1"}}
      ) == "---f-401=Chrome; ---f-404=28/11/2026; ---f-406=int 3; ---f-403=7; version=1"
  );
  BOOST_TEST(settled({{"Attempts", "1.5"}}) == "---f-406=double");
  BOOST_TEST(
      settled({{"Platforms", "Linux, macOS"}, {"Reviewer", "5002"}}, FieldOwner::test) ==
      "---f-402=[Linux, macOS]; ---f-405=5002"
  );
  BOOST_TEST(settled({{"Platforms", "a, b"}}, FieldOwner::test) == "---f-402=[a, b]");
  // What is settled stays so.
  BOOST_TEST(settled({{"---f-406", std::int64_t(3)}}) == "---f-406=int 3");
}

BOOST_AUTO_TEST_CASE(a_field_that_is_not_there_is_refused_with_the_nearest_name) {
  BOOST_TEST(
      refusal({{"Browzer", "x"}}) ==
      "--run-field Browzer: the project has no such field of runs: did you mean 'Browser'?"
  );
  BOOST_TEST(
      refusal({{"Colour", "x"}}) ==
      "--run-field Colour: the project has no such field of runs: there are Browser, Build, "
      "Released on, Attempts, Twin, Twin, version"
  );
  BOOST_TEST(
      refusal({{"Attempts", "1"}}, FieldOwner::set) ==
      "--set-field Attempts: this field of the project is none of test sets (it belongs to Run); "
      "there are Platforms, Build, Released on, description, version, priority, tags, assigned-to, "
      "planned-execution, milestone"
  );
  BOOST_TEST(refusal({{"---f-999", "x"}}).starts_with("--run-field ---f-999: the project has no "));
  BOOST_TEST(
      refusal({{"Twin", "x"}}) ==
      "--run-field Twin: two fields of runs have this name: say which by its id, 407 or 408"
  );
}

BOOST_AUTO_TEST_CASE(a_value_that_a_field_cannot_hold_is_refused_with_its_place) {
  BOOST_TEST(
      refusal({{"Attempts", "many"}}) ==
      "--run-field Attempts takes a number, and not 'many', as shop.Cart.adds has it"
  );
  BOOST_TEST(
      refusal({{"Released on", "soon"}}) ==
      "--run-field Released on takes a day, as YYYY-MM-DD or DD/MM/YYYY, and not 'soon', as "
      "shop.Cart.adds has it"
  );
  BOOST_TEST(
      refusal({{"Reviewer", "Anna"}}, FieldOwner::test).find("the id of a user") !=
      std::string::npos
  );
}

BOOST_AUTO_TEST_CASE(what_a_list_lacks_is_refused_or_added) {
  auto all = project();
  FieldValues one{{"Browser", "Opera"}};
  FieldValues other{{"Browser", "Lynx"}, {"Build", "x"}};
  FieldValues several{{"Platforms", "Linux, BeOS"}};
  all.settle(one, FieldOwner::run, "shop.Cart.adds");
  all.settle(other, FieldOwner::run, "shop.Cart.totals");
  all.settle(one, FieldOwner::test, "shop.Cart.adds");
  all.settle(several, FieldOwner::test, "shop.Cart.adds");
  BOOST_TEST(
      refusal_of([&] { (void)all.missing_values(false); }) ==
      "--run-field Browser: the list of this field lacks 'Opera', 'Lynx', which shop.Cart.adds "
      "has; it holds 'Chrome', 'Firefox': give one of these, or have it added with --extend-lists"
  );
  const auto missing = all.missing_values(true);
  BOOST_TEST_REQUIRE(missing.size() == 2U);
  BOOST_TEST(missing[0].field == 401);
  const Texts browsers{"Opera", "Lynx"};
  BOOST_TEST(missing[0].values == browsers, boost::test_tools::per_element());
  BOOST_TEST(missing[1].name == "Platforms");
  const Texts platforms{"BeOS"};
  BOOST_TEST(missing[1].values == platforms, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(lists_of_practitests_own_are_never_extended) {
  auto all = project();
  FieldValues values{{"priority", "urgent"}};
  all.settle(values, FieldOwner::test, "shop.Cart.adds");
  BOOST_TEST(
      refusal_of([&] { (void)all.missing_values(true); }) ==
      "--test-field Priority: the list of this field lacks 'urgent', which shop.Cart.adds has; it "
      "holds 'high', 'low': give one of these, or have PractiTest's administrator add it"
  );
}

BOOST_AUTO_TEST_SUITE_END()
