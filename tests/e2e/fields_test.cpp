#include "tests/e2e/bench.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

using namespace e2e;

BOOST_AUTO_TEST_SUITE(fields)

namespace {

Case with_property(Case one, const std::string& name, const std::string& value) {
  one.inside +=
      "<properties><property name=\"" + name + "\" value=\"" + value + "\"/></properties>";
  return one;
}

/// What was sent beside what ptimport always sends, as JSON; "{}" for nothing.
std::string attributes_of_runs(const Bench& bench, const std::string& test) {
  std::string all;
  for (const auto& run : bench.runs_of(test)) {
    all += run.attributes;
  }
  return all;
}

std::string attributes_of_test(const Bench& bench, const std::string& name) {
  const auto tests = bench.server->tests();
  const auto found = std::ranges::find(tests, name, &sandbox::HeldTest::name);
  BOOST_TEST_REQUIRE((found != tests.end()), name);
  return found->attributes;
}

/// The calls that a plan foretells are those that the import makes.
Told import_as_planned(const Bench& bench, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"--format", "json"});
  const auto plan = bench.plan(arguments);
  BOOST_TEST_REQUIRE(plan.exit_code == 0, plan.err);
  const auto told = bench.import(arguments);
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.json().at("calls") == plan.json().at("planned_calls"));
  return told;
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_run_holds_what_its_result_and_the_build_say) {
  Bench bench;
  bench.environment["BUILD_TAG"] = "jenkins-shop-42";
  bench.environment["BUILD_NUMBER"] = "42";
  const auto report = bench.report(
      "r.xml",
      {with_property(passed("adds"), "browser", "Chrome"),
       with_property(passed("totals"), "browser", "Firefox"),
       passed("prints")}
  );
  const auto told = import_as_planned(
      bench,
      {"--run-field=Browser={property:browser}",
       "--run-field=Build={ci.build}",
       "--run-field=version=1.{ci.build}",
       report}
  );
  BOOST_TEST(told.count("GET", "fields.json") == 1U);
  BOOST_TEST(
      attributes_of_runs(bench, "shop.Cart.adds") ==
      R"({"version":"1.42","custom-fields":{"---f-401":"Chrome","---f-403":"42"}})"
  );
  BOOST_TEST(
      attributes_of_runs(bench, "shop.Cart.prints") ==
      R"({"version":"1.42","custom-fields":{"---f-403":"42"}})"
  );
}

BOOST_AUTO_TEST_CASE(fields_of_practitests_own_cost_no_call) {
  Bench bench;
  const auto report = bench.report("r.xml", many(25));
  const auto without = bench.import({"--set", "Other", report});
  const auto with = bench.import({"--again", "--set", "Other", "--run-field=version=1", report});
  BOOST_TEST(without.count("GET", "fields.json") == 0U);
  BOOST_TEST(with.exit_code == 0, with.err);
  BOOST_TEST(with.count("GET", "fields.json") == 0U);
  BOOST_TEST(with.count("POST", "runs.json") == 2U);
  BOOST_TEST(attributes_of_runs(bench, "shop.Cart.adds7") == R"({}{"version":"1"})");
}

BOOST_AUTO_TEST_CASE(a_new_test_and_a_new_set_hold_theirs) {
  Bench bench;
  const auto report = bench.report("r.xml", many(2));
  const auto told = import_as_planned(
      bench,
      {"--test-field=tags=nightly, {class}",
       "--test-field=Platforms=Linux, macOS",
       "--test-field=description=from {classname}",
       "--set-field=version=2.0",
       "--set-field=Assigned to=5002",
       "--set-field=milestone=7",
       "--set-field=Released on=2026-11-28",
       report}
  );
  BOOST_TEST(told.count("POST", "runs/auto_create.json") == 2U);
  BOOST_TEST(told.count("POST", "tests.json") == 0U);
  const auto test = boost::json::parse(attributes_of_test(bench, "shop.Cart.adds0")).as_object();
  BOOST_TEST(test.at("description") == "from shop.Cart");
  BOOST_TEST(test.at("tags") == boost::json::parse(R"(["nightly","Cart"])"));
  BOOST_TEST(test.at("custom-fields") == boost::json::parse(R"({"---f-402":["Linux","macOS"]})"));
  const auto sets = bench.server->sets();
  BOOST_TEST_REQUIRE(sets.size() == 1U);
  const auto set = boost::json::parse(sets[0].attributes).as_object();
  BOOST_TEST(set.at("version") == "2.0");
  BOOST_TEST(set.at("assigned-to-id").to_number<int>() == 5'002);
  BOOST_TEST(set.at("milestone-id").to_number<int>() == 7);
  BOOST_TEST(set.at("custom-fields") == boost::json::parse(R"({"---f-404":"28/11/2026"})"));
}

BOOST_AUTO_TEST_CASE(what_is_there_already_is_left_as_it_is_and_costs_no_look) {
  Bench bench;
  bench.has_recorded(many(3));
  const auto before = attributes_of_test(bench, "shop.Cart.adds0");
  const auto report = bench.report("r.xml", many(3));
  const auto told = bench.import(
      {"--test-field=Platforms=Plan 9", "--set-field=Build=7", "--run-field=version=1", report}
  );
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.count("GET", "fields.json") == 0U);
  BOOST_TEST(attributes_of_test(bench, "shop.Cart.adds0") == before);
}

BOOST_AUTO_TEST_CASE(tests_whose_fields_need_it_are_made_by_a_call_of_their_own) {
  Bench bench;
  auto cases = many(2);
  const auto told = import_as_planned(
      bench,
      {"--test-field=script_path=tests/{classname}",
       "--test-field=Script name={name}",
       "--test-field=assigned-to=5002",
       bench.report("r.xml", cases)}
  );
  BOOST_TEST(told.count("POST", "tests.json") == 2U);
  BOOST_TEST(told.count("POST", "runs/auto_create.json") == 0U);
  const auto test = boost::json::parse(attributes_of_test(bench, "shop.Cart.adds1")).as_object();
  BOOST_TEST(
      test.at("automated-fields") ==
      boost::json::parse(R"({"script_path":"tests/shop.Cart","script_name":"adds1"})")
  );
  BOOST_TEST(test.at("assigned-to-id").to_number<int>() == 5'002);
}

BOOST_AUTO_TEST_CASE(a_run_of_a_whole_class_has_the_tags_of_all_its_cases) {
  Bench bench;
  bench.options["--granularity"] = "class";
  const auto report = bench.report(
      "r.xml",
      {with_property(passed("adds"), "tag", "smoke"),
       with_property(passed("totals"), "tag", "slow")}
  );
  const auto told = bench.import({"--run-field=Build={tag}", report});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(
      attributes_of_runs(bench, "shop.Cart") == R"({"custom-fields":{"---f-403":"smoke, slow"}})"
  );
}

BOOST_AUTO_TEST_CASE(a_wrong_name_or_value_is_refused_before_anything_is_sent) {
  Bench bench;
  const auto report = bench.report("r.xml", many(3));
  const std::pair<std::vector<std::string>, std::string> cases[] = {
      {{"--run-field=Browzer=Chrome"},
       "--run-field Browzer: the project has no such field of runs: did you mean 'Browser'?"},
      {{"--run-field=Browser=Opera"},
       "--run-field Browser: the list of this field lacks 'Opera', which shop.Cart.adds0 has; it "
       "holds 'Chrome', 'Firefox', 'Safari': give one of these, or have it added with "
       "--extend-lists"},
      {{"--run-field=Attempts=many"}, "--run-field Attempts takes a number, and not 'many'"},
      {{"--test-field=assigned-to=Anna"}, "--test-field assigned-to takes a user's id"},
      {{"--run-field=Build={env:PRACTITEST_TOKEN}"}, "which sounds as if it held a secret"},
      {{"--run-field=Build={bild}"}, "holds {bild}, which is unknown"},
  };
  for (const auto& [arguments, message] : cases) {
    auto all = arguments;
    all.push_back(report);
    const auto told = bench.import(all);
    BOOST_TEST(told.exit_code == 2, message);
    BOOST_TEST(told.says(message), told.err);
    BOOST_TEST(told.count("POST", "*") == 0U);
    BOOST_TEST(told.count("PUT", "*") == 0U);
  }
  // Nothing is left behind that would keep the right one from being recorded.
  BOOST_TEST(bench.import({"--run-field=Browser=Safari", report}).exit_code == 0);
}

BOOST_AUTO_TEST_CASE(a_copy_of_a_set_is_not_made_for_a_wrong_value) {
  Bench bench;
  bench.has_recorded(many(2), "Template");
  const auto report = bench.report("r.xml", many(2));
  const std::vector<std::string> copy{"--clone-set=Template", "--run-field=Browser=Opera", report};
  const auto told = bench.import(copy);
  BOOST_TEST(told.exit_code == 2, told.err);
  BOOST_TEST(told.count("POST", "*") == 0U);
  const auto right = bench.import(
      {"--clone-set=Template", "--set-field=Build=7", "--run-field=Browser=Safari", report}
  );
  BOOST_TEST(right.exit_code == 0, right.err);
  BOOST_TEST(bench.server->sets().back().attributes.find(R"("---f-403":"7")") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(lists_get_what_they_lack_once) {
  Bench bench;
  auto cases = many(4);
  cases[1] = with_property(cases[1], "browser", "Opera");
  cases[2] = with_property(cases[2], "browser", "Lynx");
  const auto report = bench.report("r.xml", cases);
  const std::vector<std::string> arguments{
      "--extend-lists", "--run-field=Browser={property:browser}", report};
  const auto plan = bench.plan(arguments);
  BOOST_TEST(plan.says("lists      Browser gets 'Opera', 'Lynx'"), plan.out);
  BOOST_TEST(plan.says("fields     runs: Browser (2)"), plan.out);
  const auto told = import_as_planned(bench, arguments);
  BOOST_TEST(told.count("PUT", "custom_fields/401.json") == 1U);
  const auto again = bench.import(arguments);
  BOOST_TEST(again.exit_code == 0, again.err);
  BOOST_TEST(again.count("*", "custom_fields/401.json") == 0U);
}

BOOST_AUTO_TEST_CASE(an_extension_whose_answer_is_lost_is_looked_at_and_not_repeated) {
  auto options = practitest();
  options.faults = {"PUT custom_fields/401.json #1: 502 after"};
  Bench bench(options);
  const auto report = bench.report("r.xml", many(1));
  const auto told = bench.import({"--extend-lists", "--run-field=Browser=Opera", report});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.count("PUT", "custom_fields/401.json") == 1U);
}

BOOST_AUTO_TEST_CASE(without_the_right_to_extend_nothing_is_recorded_and_the_reason_told) {
  auto options = practitest();
  options.personal_lacks = {"customize_fields"};
  Bench bench(options);
  const auto report = bench.report("r.xml", many(1));
  const auto told = bench.import({"--extend-lists", "--run-field=Browser=Opera", report});
  BOOST_TEST(told.exit_code == 4, told.err);
  BOOST_TEST(told.says("403"), told.err);
  BOOST_TEST(told.count("POST", "*") == 0U);
}

BOOST_AUTO_TEST_CASE(a_token_that_may_not_read_fields_gets_a_warning) {
  auto options = practitest();
  options.faults = {"GET fields.json: 403"};
  Bench bench(options);
  const auto report = bench.report("r.xml", many(2));
  const auto told = bench.import(
      {"--run-field=Browser=Safari", "--run-field=---f-403=7", "--run-field=version=1", report}
  );
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.says("ptimport: warning: the fields of the project cannot be read"), told.err);
  BOOST_TEST(told.says("left out, because only their names are known: Browser"), told.err);
  BOOST_TEST(
      attributes_of_runs(bench, "shop.Cart.adds0") ==
      R"({"version":"1","custom-fields":{"---f-403":"7"}})"
  );
}

BOOST_AUTO_TEST_CASE(a_saved_plan_holds_the_values_and_looks_at_nothing) {
  Bench bench;
  bench.environment["BUILD_TAG"] = "jenkins-shop-42";
  bench.environment["BUILD_NUMBER"] = "42";
  const auto file = (bench.workspace.path() / "plan.json").string();
  const auto report = bench.report("r.xml", many(2));
  const std::vector<std::string> fields{
      "--extend-lists",
      "--run-field=Browser=Opera",
      "--run-field=Build={ci.build}",
      "--test-field=Platforms=Linux",
      "--set-field=version={env:BUILD_TAG}"};
  auto arguments = fields;
  arguments.insert(arguments.end(), {"--out", file, report});
  const auto plan = bench.plan(arguments);
  BOOST_TEST_REQUIRE(plan.exit_code == 0, plan.err);
  std::filesystem::remove(report);
  bench.environment.erase("BUILD_TAG");
  bench.environment.erase("BUILD_NUMBER");

  auto command = bench.command("import", {"--build=none"});
  command.arguments = {"import", "--rate=0", "--settle=0", "--plan", file};
  for (const auto* name : {"--url", "--ca-file"}) {
    command.arguments.insert(command.arguments.end(), {name, bench.options.at(name)});
  }
  const auto told = bench.run(command);
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.count("GET", "fields.json") == 0U);
  BOOST_TEST(
      attributes_of_runs(bench, "shop.Cart.adds1") ==
      R"({"custom-fields":{"---f-401":"Opera","---f-403":"42"}})"
  );
  BOOST_TEST(
      attributes_of_test(bench, "shop.Cart.adds1") == R"({"custom-fields":{"---f-402":["Linux"]}})"
  );
  BOOST_TEST(bench.server->sets()[0].attributes == R"({"version":"jenkins-shop-42"})");
}

BOOST_AUTO_TEST_CASE(the_sets_name_says_what_the_build_says) {
  Bench bench;
  bench.options.erase("--set");
  bench.environment["BUILD_TAG"] = "jenkins-shop-42";
  bench.environment["BUILD_NUMBER"] = "42";
  const auto report = bench.report("r.xml", many(1));
  const auto told = bench.import({"--set=Shop #{ci.build} {{nightly}}", report});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.set_shows("Shop #42 {nightly}").size() == 1U);
  bench.environment.clear();
  const auto outside = bench.import({"--set=Shop #{ci.build}", report});
  BOOST_TEST(outside.exit_code == 2);
  BOOST_TEST(outside.says("asks for what has no value here"), outside.err);
  BOOST_TEST(outside.calls.empty());
}

BOOST_AUTO_TEST_SUITE_END()
