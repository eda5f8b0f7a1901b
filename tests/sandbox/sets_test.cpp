#include "tests/sandbox/project.hpp"

#include <fmt/format.h>
#include <boost/test/unit_test.hpp>

#include <string>

using sandbox_test::attribute;
using sandbox_test::id_of;
using sandbox_test::ids_of;
using sandbox_test::Project;

namespace {
using Ids = std::vector<std::string>;
}

BOOST_AUTO_TEST_SUITE(sets)

BOOST_AUTO_TEST_CASE(a_set_is_made_with_one_instance_for_each_test) {
  Project project;
  const auto first = project.test("first");
  const auto second = project.test("second");
  const auto set = project.set("nightly", {first, second, first});
  const auto shown = project.ok("GET", "sets/" + set + ".json");
  BOOST_TEST(attribute(shown, "instances-count").as_int64() == 3);
  BOOST_TEST(attribute(shown, "run-status").as_string() == "NO RUN");
  BOOST_TEST(attribute(shown, "display-id").as_int64() == 1);

  const auto instances = project.ok("GET", "instances.json?set-ids=" + set);
  BOOST_TEST_REQUIRE(ids_of(instances).size() == 3);
  BOOST_TEST(attribute(instances, "name").as_string() == "first");
  BOOST_TEST(attribute(instances, "display-id").as_string() == "1:1");
}

BOOST_AUTO_TEST_CASE(an_unknown_test_refuses_the_whole_set) {
  Project project;
  const auto known = project.test("known");
  BOOST_TEST(
      project.status(
          "POST",
          "sets.json",
          R"({"data":{"attributes":{"name":"s"},"instances":{"test-ids":[)" + known + ",17]}}}"
      ) == 422
  );
  BOOST_TEST(ids_of(project.ok("GET", "sets.json")).empty());
  BOOST_TEST(ids_of(project.ok("GET", "instances.json")).empty());
}

BOOST_AUTO_TEST_CASE(there_is_no_limit_on_the_tests_of_a_new_set) {
  Project project;
  Ids tests;
  for (int i = 0; i < 150; ++i) {
    tests.push_back(project.test(std::to_string(i)));
  }
  const auto set = project.set("big", tests);
  BOOST_TEST(
      attribute(project.ok("GET", "sets/" + set + ".json"), "instances-count").as_int64() == 150
  );
}

BOOST_AUTO_TEST_CASE(sets_are_found_by_name_and_display_id) {
  Project project;
  const auto first = project.set("Nightly");
  const auto second = project.set("nightly");
  BOOST_TEST(
      ids_of(project.ok("GET", "sets.json?name_exact=nightly")) == Ids{second},
      boost::test_tools::per_element()
  );
  BOOST_TEST(
      ids_of(project.ok("GET", "sets.json?name_like=NIGHT")) == (Ids{first, second}),
      boost::test_tools::per_element()
  );
  BOOST_TEST(
      ids_of(project.ok("GET", "sets.json?display-ids=2")) == Ids{second},
      boost::test_tools::per_element()
  );
  BOOST_TEST(project.status("GET", "sets/1.json") == 404);
}

BOOST_AUTO_TEST_CASE(the_status_of_a_set_is_computed_over_its_instances) {
  Project project;
  const auto set = project.set("s");
  const auto passed = project.instance(set, project.test("a"));
  const auto other = project.instance(set, project.test("b"));
  const auto status = [&] {
    const auto shown = project.ok("GET", "sets/" + set + ".json");
    return std::string(attribute(shown, "run-status").as_string());
  };
  project.ok("POST", "runs.json", Project::run(passed));
  BOOST_TEST(status() == "NOT COMPLETED");
  project.ok("POST", "runs.json", Project::run(other, R"("exit-code":1)"));
  BOOST_TEST(status() == "FAILED");
  project.ok("POST", "runs.json", Project::run(other));
  BOOST_TEST(status() == "PASSED");
}

BOOST_AUTO_TEST_CASE(a_clone_has_the_same_tests_and_no_runs) {
  Project project;
  const auto test = project.test("a");
  const auto set =
      id_of(project
                .ok("POST",
                    "sets.json",
                    R"({"data":{"attributes":{"name":"v1","priority":"high","version":"1"},)"
                    R"("instances":{"test-ids":[)" +
                        test + "]}}}")
                .at("data"));
  const auto instance = ids_of(project.ok("GET", "instances.json")).at(0);
  project.ok("POST", "runs.json", Project::run(instance));

  const auto clone = project.ok(
      "POST",
      "sets/" + set + "/clone.json",
      R"({"data":{"type":"sets","attributes":{"name":"v2","version":"2"}}})"
  );
  BOOST_TEST(attribute(clone, "name").as_string() == "v2");
  BOOST_TEST(attribute(clone, "version").as_string() == "2");
  BOOST_TEST(attribute(clone, "priority").as_string() == "high");
  BOOST_TEST(attribute(clone, "instances-count").as_int64() == 1);
  BOOST_TEST(attribute(clone, "run-status").as_string() == "NO RUN");
  const auto fresh = project.ok("GET", "instances.json?set-ids=" + id_of(clone.at("data")));
  BOOST_TEST(attribute(fresh, "test-id").as_int64() == std::stoll(test));
  BOOST_TEST(attribute(fresh, "last-run").is_null());
  BOOST_TEST(project.status("POST", "sets/1/clone.json") == 404);
}

BOOST_AUTO_TEST_CASE(wrong_and_undocumented_attributes_are_refused) {
  Project project;
  const auto refused = [&](const std::string& rest) {
    return project.status("POST", "sets.json", R"({"data":{"attributes":{)" + rest) == 422;
  };
  BOOST_TEST(refused(R"("description":"no name"}}})"));
  BOOST_TEST(refused(R"("name":"a","test-ids":[1]}}})"));
  BOOST_TEST(refused(R"("name":"a","status":"Ready"}}})"));
  BOOST_TEST(refused(R"("name":"a"},"instances":[1]}})"));
  BOOST_TEST(refused(R"("name":"a"},"instances":{"test-ids":["x"]}}})"));
  BOOST_TEST(refused(R"("name":"a","custom-fields":{"---f-406":1}}}})"));
  BOOST_TEST(
      project.status(
          "POST", "sets.json", R"({"data":{"attributes":{"name":"a","author-id":5002}}})"
      ) == 403
  );
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(instances)

BOOST_AUTO_TEST_CASE(twenty_are_made_in_one_call_and_answered_in_another_order) {
  Project project;
  const auto set = project.set("s");
  std::string elements;
  Ids tests;
  for (int i = 0; i < 20; ++i) {
    tests.push_back(project.test(std::to_string(i)));
    elements += fmt::format(
        R"({}{{"type":"instances","attributes":{{"set-id":"{}","test-id":{}}}}})",
        i == 0 ? "" : ",",
        set,
        tests.back()
    );
  }
  const auto made = project.ok("POST", "instances.json", R"({"data":[)" + elements + "]}");
  const auto& list = made.at("data").as_array();
  BOOST_TEST_REQUIRE(list.size() == 20);
  BOOST_TEST(list[0].at("attributes").at("test-id").as_int64() == std::stoll(tests[19]));
  BOOST_TEST(list[19].at("attributes").at("test-id").as_int64() == std::stoll(tests[0]));
  BOOST_TEST(list[19].at("attributes").at("set-id").as_int64() == std::stoll(set));

  const auto one_more =
      fmt::format(R"(,{{"attributes":{{"set-id":{},"test-id":{}}}}})", set, tests[0]);
  BOOST_TEST(
      project.refusal(422, "POST", "instances.json", R"({"data":[)" + elements + one_more + "]}") ==
      "data has more than 20 elements"
  );
  BOOST_TEST(project.status("POST", "instances.json", R"({"data":[]})") == 422);
}

BOOST_AUTO_TEST_CASE(a_bad_one_refuses_all_of_them) {
  Project project;
  const auto set = project.set("s");
  const auto test = project.test("t");
  const auto good = fmt::format(R"({{"attributes":{{"set-id":{},"test-id":{}}}}})", set, test);
  const auto bad = fmt::format(R"({{"attributes":{{"set-id":{},"test-id":{}}}}})", set, set);
  BOOST_TEST(
      project.status("POST", "instances.json", R"({"data":[)" + good + "," + bad + "]}") == 422
  );
  BOOST_TEST(ids_of(project.ok("GET", "instances.json")).empty());
  BOOST_TEST(
      attribute(project.ok("GET", "sets/" + set + ".json"), "instances-count").as_int64() == 0
  );
}

BOOST_AUTO_TEST_CASE(one_may_be_answered_as_an_object_though_sent_as_an_array) {
  sandbox::Options options;
  options.single_as_object = true;
  Project project(options);
  const auto set = project.set("s");
  const auto test = project.test("t");
  const auto body =
      fmt::format(R"({{"data":[{{"attributes":{{"set-id":{},"test-id":{}}}}}]}})", set, test);
  BOOST_TEST(project.ok("POST", "instances.json", body).at("data").is_object());
}

BOOST_AUTO_TEST_CASE(filters_are_combined) {
  Project project;
  const auto login = project.test("Login");
  const auto logout = project.test("Logout");
  const auto one = project.set("one", {login, logout});
  const auto two = project.set("two", {login});
  const auto count = [&](const std::string& query) {
    return ids_of(project.ok("GET", "instances.json?" + query)).size();
  };
  BOOST_TEST(count("set-ids=" + one) == 2);
  BOOST_TEST(count("set-ids=" + one + "," + two) == 3);
  BOOST_TEST(count("test-ids=" + login) == 2);
  BOOST_TEST(count("test-ids=" + login + "&set-ids=" + two) == 1);
  BOOST_TEST(count("name_exact=Login&set-ids=" + one) == 1);
  BOOST_TEST(count("name_exact=login") == 0);
  BOOST_TEST(count("name_like=LOG") == 3);
  BOOST_TEST(count("display-id=1:2") == 1);
  BOOST_TEST(count("test-display-ids=2") == 1);
}

BOOST_AUTO_TEST_SUITE_END()
