#include "client/payloads.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <vector>

using namespace client;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(payloads)

// Bodies, as the reference shows them.

BOOST_AUTO_TEST_CASE(a_test_is_made_with_its_author_where_one_is_given) {
  NewTest test;
  test.name = "a \"quoted\" name";
  test.description = "why";
  BOOST_TEST(
      to_json(test, std::nullopt) ==
      R"({"data":{"type":"tests","attributes":{"name":"a \"quoted\" name","description":"why",)"
      R"("test-type":"ApiTest"}}})"
  );
  test.description.clear();
  BOOST_TEST(
      to_json(test, "4370") ==
      R"({"data":{"type":"tests","attributes":{"name":"a \"quoted\" name","author-id":4370,)"
      R"("test-type":"ApiTest"}}})"
  );
}

BOOST_AUTO_TEST_CASE(a_bdd_test_is_made_with_its_scenario_in_either_call) {
  AutoRun run;
  run.set_id = 3;
  run.test.name = "n";
  run.test.test_type = "BDDTest";
  run.test.scenario = "Scenario: S\n  Given x";
  const std::string attributes =
      R"("name":"n","test-type":"BDDTest","scenario":"Scenario: S\n  Given x"})";
  BOOST_TEST(
      to_json(run.test, std::nullopt) ==
      R"({"data":{"type":"tests","attributes":{)" + attributes + "}}"
  );
  BOOST_TEST(
      to_json(run) == R"({"data":{"type":"instances","attributes":{"set-id":3},)"
                      R"("test-attributes":{)" +
                          attributes + "}}"
  );
}

BOOST_AUTO_TEST_CASE(a_set_is_made_with_its_instances) {
  NewTestSet set;
  set.name = "one";
  BOOST_TEST(to_json(set, "") == R"({"data":{"type":"sets","attributes":{"name":"one"}}})");
  set.test_ids = {1, 2};
  BOOST_TEST(
      to_json(set, std::nullopt) ==
      R"({"data":{"type":"sets","attributes":{"name":"one"},"instances":{"test-ids":[1,2]}}})"
  );
}

BOOST_AUTO_TEST_CASE(runs_travel_with_steps_and_files) {
  std::vector<NewRun> runs(2);
  runs[0].instance_id = 1;
  runs[0].exit_code = 0;
  runs[0].duration = 1h + 2min + 3s;
  runs[0].output = "fine";
  runs[1].instance_id = 2;
  RunStep step;
  step.name = "s";
  step.actual_results = "boom";
  step.status = StepStatus::failed;
  step.files.push_back({"a.txt", "foo"});
  runs[1].steps.push_back(step);
  runs[1].files.push_back({"b.bin", std::string("\0", 1)});
  BOOST_TEST(
      to_json(runs) ==
      R"({"data":[{"type":"instances","attributes":{"instance-id":1,"exit-code":0,)"
      R"("run-duration":"01:02:03","automated-execution-output":"fine"}},)"
      R"({"type":"instances","attributes":{"instance-id":2},)"
      R"("steps":{"data":[{"name":"s","actual-results":"boom","status":"FAILED",)"
      R"("files":{"data":[{"filename":"a.txt","content_encoded":"Zm9v"}]}}]},)"
      R"("files":{"data":[{"filename":"b.bin","content_encoded":"AA=="}]}}]})"
  );
}

BOOST_AUTO_TEST_CASE(auto_create_names_a_known_test_by_id_and_others_by_attributes) {
  AutoRun run;
  run.set_id = 3;
  run.test.name = "n";
  run.run.exit_code = 1;
  BOOST_TEST(
      to_json(run) == R"({"data":{"type":"instances","attributes":{"set-id":3,"exit-code":1},)"
                      R"("test-attributes":{"name":"n","test-type":"ApiTest"}}})"
  );
  run.test_id = 4;
  BOOST_TEST(
      to_json(run) ==
      R"({"data":{"type":"instances","attributes":{"set-id":3,"test-id":4,"exit-code":1}}})"
  );
}

BOOST_AUTO_TEST_CASE(durations_are_hours_minutes_and_seconds) {
  BOOST_TEST(duration_text(0s) == "00:00:00");
  BOOST_TEST(duration_text(59s) == "00:00:59");
  BOOST_TEST(duration_text(100h + 1s) == "100:00:01");
  BOOST_TEST(duration_text(-5s) == "00:00:00");
}

BOOST_AUTO_TEST_CASE(auto_create_answers_tell_new_entities_by_id_or_truth) {
  const std::string run = R"({"data":{"id":"1","attributes":{"instance-id":2,"test-id":3}})";
  const auto none = auto_recorded_from(run + "}");
  BOOST_TEST(!none.created_test);
  BOOST_TEST(none.test_id == 3);
  BOOST_TEST(auto_recorded_from(run + R"(,"meta":{"created-test":3}})").created_test);
  BOOST_TEST(auto_recorded_from(run + R"(,"meta":{"created-instance":true}})").created_instance);
  const auto denied =
      auto_recorded_from(run + R"(,"meta":{"created-test":false,"created-instance":null}})");
  BOOST_TEST(!denied.created_test);
  BOOST_TEST(!denied.created_instance);
}

BOOST_AUTO_TEST_CASE(a_bulk_search_is_read_alone_or_as_data) {
  const std::string answers =
      R"([{"query":{"name_exact":"a"},"tests":{"data":[{"id":"1","attributes":{"name":"a"}}]}},)"
      R"({"query":{"name_exact":"b"},"tests":{"data":[]}}])";
  for (const auto& body : {answers, R"({"data":)" + answers + "}"}) {
    const auto found = found_tests_from(body);
    BOOST_TEST(found.names == 2U);
    BOOST_TEST_REQUIRE(found.tests.size() == 1U);
    BOOST_TEST(found.tests[0].name == "a");
  }
  BOOST_CHECK_THROW(found_tests_from(R"({"data":[{"tests":[]}]})"), ShapeError);
  BOOST_TEST(search_json({"a"}) == R"({"data":[{"name_exact":"a"}]})");
}

BOOST_AUTO_TEST_CASE(fields_are_read_flat_or_with_attributes) {
  const auto fields =
      listing_from<Field>(
          R"({"data":[{"id":1,"name":"Browser","field_format":"list",)"
          R"("possible_values":["a","b"],"entities":["Test","Run"]},)"
          R"({"id":"2","attributes":{"name":"Build","field-format":"text","possible-values":null}}]})"
      )
          .page.items;
  BOOST_TEST_REQUIRE(fields.size() == 2U);
  BOOST_TEST(fields[0].format == "list");
  BOOST_TEST(fields[0].possible_values.size() == 2U);
  BOOST_TEST(fields[0].entities.back() == "Run");
  BOOST_TEST(fields[1].name == "Build");
  BOOST_TEST(fields[1].format == "text");
}

BOOST_AUTO_TEST_SUITE_END()
