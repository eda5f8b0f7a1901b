#include "sandbox/runs.hpp"
#include "sandbox/contents.hpp"
#include "tests/sandbox/project.hpp"

#include <fmt/format.h>
#include <boost/test/unit_test.hpp>

#include <string>

using sandbox_test::attribute;
using sandbox_test::ids_of;
using sandbox_test::Project;

BOOST_AUTO_TEST_SUITE(runs)

namespace {

std::string steps(const std::vector<std::string>& statuses) {
  std::string list;
  for (const auto& status : statuses) {
    list += fmt::format(R"({}{{"name":"s","status":"{}"}})", list.empty() ? "" : ",", status);
  }
  return R"(,"steps":{"data":[)" + list + "]}";
}

std::string text_of(std::size_t characters) {
  std::string text;
  for (std::size_t i = 0; i < characters; ++i) {
    text += "é";
  }
  return text;
}

}  // namespace

BOOST_AUTO_TEST_CASE(without_steps_the_exit_code_decides) {
  Project project;
  BOOST_TEST(project.status_of_run(R"("exit-code":0)") == "PASSED");
  BOOST_TEST(project.status_of_run(R"("exit-code":1)") == "FAILED");
  BOOST_TEST(project.status_of_run(R"("exit-code":-1)") == "FAILED");
  BOOST_TEST(project.status_of_run("") == "NO RUN");
}

BOOST_AUTO_TEST_CASE(with_steps_the_exit_code_is_ignored) {
  Project project;
  BOOST_TEST(project.status_of_run(R"("exit-code":1)", steps({"PASSED"})) == "PASSED");
  BOOST_TEST(project.status_of_run(R"("exit-code":0)", steps({"FAILED"})) == "FAILED");
  BOOST_TEST(project.status_of_run("", steps({"N/A"})) == "N/A");
  BOOST_TEST(project.status_of_run("", steps({"N/A", "NO RUN"})) == "NOT COMPLETED");
}

BOOST_AUTO_TEST_CASE(instance_and_test_have_the_status_of_the_last_run) {
  Project project;
  const auto test = project.test("t");
  const auto set = project.set("s");
  const auto instance = project.instance(set, test);
  project.ok("POST", "runs.json", Project::run(instance, R"("exit-code":1)"));
  project.ok(
      "POST", "runs.json", Project::run(instance, R"("exit-code":0,"run-duration":"00:00:07")")
  );
  const auto shown = project.ok("GET", "instances.json?set-ids=" + set);
  BOOST_TEST(attribute(shown, "run-status").as_string() == "PASSED");
  BOOST_TEST(attribute(shown, "last-run").as_string() == "2026-05-28T20:26:40+00:00");
  BOOST_TEST(attribute(shown, "last-run-duration").as_string() == "00:00:07");
  BOOST_TEST(
      attribute(project.ok("GET", "tests/" + test + ".json"), "run-status").as_string() == "PASSED"
  );
}

BOOST_AUTO_TEST_CASE(a_run_keeps_all_that_was_sent) {
  Project project;
  const auto instance = project.instance(project.set("s"), project.test("t"));
  project.ok(
      "POST",
      "runs.json",
      Project::run(
          instance,
          R"("exit-code":3,"run-duration":"01:02:03","automated-execution-output":"boom",)"
          R"("version":"1.2","custom-fields":{"---f-404":"31/12/2026","---f-406":2})",
          R"(,"steps":{"data":[{"name":"n","description":"d","expected-results":"e",)"
          R"("actual-results":"a","status":"FAILED",)"
          R"("files":{"data":[{"filename":"s.log","content_encoded":"c3RlcA=="}]}}]},)"
          R"("files":{"data":[{"filename":"r.log","content_encoded":"cnVu"}]})"
      )
  );
  const auto held = sandbox::held_runs(project.store);
  BOOST_TEST_REQUIRE(held.size() == 1);
  BOOST_TEST(held[0].set == "s");
  BOOST_TEST(held[0].test == "t");
  BOOST_TEST(held[0].status == "FAILED");
  BOOST_TEST(held[0].exit_code.value() == 3);
  BOOST_TEST(held[0].duration == "01:02:03");
  BOOST_TEST(held[0].output == "boom");
  BOOST_TEST(
      held[0].attributes ==
      R"({"version":"1.2","custom-fields":{"---f-404":"31/12/2026","---f-406":2}})"
  );
  BOOST_TEST_REQUIRE(held[0].steps.size() == 1);
  BOOST_TEST(held[0].steps[0].actual_results == "a");
  BOOST_TEST(held[0].steps[0].files.at(0).content == "step");
  BOOST_TEST(held[0].files.at(0).filename == "r.log");
  BOOST_TEST(held[0].files.at(0).content == "run");
}

BOOST_AUTO_TEST_CASE(a_batch_is_answered_in_another_order_than_sent) {
  Project project;
  const auto set = project.set("s");
  const auto first = project.instance(set, project.test("1"));
  const auto second = project.instance(set, project.test("2"));
  const auto answer = project.ok(
      "POST",
      "runs.json",
      fmt::format(
          R"({{"data":[{{"attributes":{{"instance-id":{},"exit-code":0}}}},)"
          R"({{"attributes":{{"instance-id":"{}","exit-code":1}}}}]}})",
          first,
          second
      )
  );
  const auto& data = answer.at("data").as_array();
  BOOST_TEST(data.at(0).at("attributes").at("instance-id").as_int64() == std::stoll(second));
  BOOST_TEST(data.at(0).at("attributes").at("status").as_string() == "FAILED");
  BOOST_TEST(data.at(1).at("attributes").at("instance-id").as_int64() == std::stoll(first));
}

BOOST_AUTO_TEST_CASE(a_batch_has_at_most_twenty_and_no_instance_twice) {
  Project project;
  const auto set = project.set("s");
  std::string elements;
  for (int i = 0; i < 21; ++i) {
    const auto instance = project.instance(set, project.test(std::to_string(i)));
    elements += fmt::format(
        R"({}{{"attributes":{{"instance-id":{},"exit-code":0}}}})", i == 0 ? "" : ",", instance
    );
    if (i == 19) {
      BOOST_TEST(
          project.ok("POST", "runs.json", R"({"data":[)" + elements + "]}")
              .at("data")
              .as_array()
              .size() == 20
      );
    }
  }
  BOOST_TEST(project.status("POST", "runs.json", R"({"data":[)" + elements + "]}") == 422);

  const auto one = project.instance(set, project.test("x"));
  const auto element = R"({"attributes":{"instance-id":)" + one + R"(,"exit-code":0}})";
  BOOST_TEST(
      project.status("POST", "runs.json", R"({"data":[)" + element + "," + element + "]}") == 422
  );
}

BOOST_AUTO_TEST_CASE(a_bad_element_refuses_the_whole_batch_and_leaves_no_trace) {
  Project project;
  const auto set = project.set("s");
  const auto instance = project.instance(set, project.test("t"));
  BOOST_TEST(
      project.status(
          "POST",
          "runs.json",
          R"({"data":[{"attributes":{"instance-id":)" + instance +
              R"(,"exit-code":1}},{"attributes":{"instance-id":17,"exit-code":0}}]})"
      ) == 422
  );
  BOOST_TEST(ids_of(project.ok("GET", "runs.json")).empty());
  BOOST_TEST(attribute(project.ok("GET", "instances.json"), "run-status").as_string() == "NO RUN");
}

BOOST_AUTO_TEST_CASE(limits_are_counted_in_characters) {
  Project project;
  const auto output = [&](std::size_t length) {
    return R"("exit-code":0,"automated-execution-output":")" + text_of(length) + "\"";
  };
  const auto step = [&](std::size_t length) {
    return R"(,"steps":{"data":[{"name":")" + text_of(length) + R"(","status":"PASSED"}]})";
  };
  const auto instance = project.instance(project.set("s"), project.test("t"));
  BOOST_TEST(project.status("POST", "runs.json", Project::run(instance, output(255))) == 200);
  BOOST_TEST(project.status("POST", "runs.json", Project::run(instance, output(256))) == 422);
  BOOST_TEST(project.status("POST", "runs.json", Project::run(instance, "", step(255))) == 200);
  BOOST_TEST(project.status("POST", "runs.json", Project::run(instance, "", step(256))) == 422);
}

BOOST_AUTO_TEST_CASE(wrong_and_undocumented_attributes_are_refused) {
  Project project;
  const auto instance = project.instance(project.set("s"), project.test("t"));
  const auto refused = [&](const std::string& attributes, const std::string& extra = {}) {
    return project.status("POST", "runs.json", Project::run(instance, attributes, extra)) == 422;
  };
  BOOST_TEST(refused(R"("exit-code":"0")"));
  BOOST_TEST(refused(R"("exit-code":0,"status":"PASSED")"));
  BOOST_TEST(refused(R"("exit-code":0,"name":"t")"));
  BOOST_TEST(refused(R"("run-duration":"7")"));
  BOOST_TEST(refused(R"("run-duration":"0:00:07")"));
  BOOST_TEST(refused(R"("run-duration":"00:00:60")"));
  BOOST_TEST(refused(R"("run-duration":7)"));
  BOOST_TEST(refused(R"("run-type":"Manual")"));
  BOOST_TEST(refused(R"("run-date":"2026-01-01")"));
  BOOST_TEST(refused(R"("tester-id":5001)"));
  BOOST_TEST(refused("", R"(,"steps":[{"name":"a"}])"));
  BOOST_TEST(refused("", R"(,"steps":{"data":[{"name":"a","status":"passed"}]})"));
  BOOST_TEST(refused("", R"(,"steps":{"data":[{"name":"a","status":"NOT COMPLETED"}]})"));
  BOOST_TEST(refused("", R"(,"steps":{"data":[{"status":"PASSED"}]})"));
  BOOST_TEST(refused("", R"(,"steps":{"data":[{"name":"a","actual_results":"b"}]})"));
  BOOST_TEST(refused("", R"(,"files":{"data":[{"filename":"a","content_encoded":"?"}]})"));
  BOOST_TEST(refused("", R"(,"files":{"data":[{"filename":"a","content":"YQ=="}]})"));
  BOOST_TEST(refused("", R"(,"attachments":{})"));
  BOOST_TEST(
      project.status("POST", "runs.json", R"({"data":[{"attributes":{"exit-code":0}}]})") == 422
  );
  BOOST_TEST(ids_of(project.ok("GET", "runs.json")).empty());
}

BOOST_AUTO_TEST_CASE(manual_runs_have_a_date_and_a_tester_but_no_output) {
  Project project;
  const auto instance = project.instance(project.set("s"), project.test("t"));
  const std::string manual = R"("exit-code":0,"run-type":"ManualRun","run-date":"2020-02-01")";
  const auto made = project.ok("POST", "runs.json", Project::run(instance, manual));
  BOOST_TEST(attribute(made, "run-type").as_string() == "ManualRun");
  BOOST_TEST(attribute(made, "tester-id").as_int64() == 5001);
  BOOST_TEST(
      project.status(
          "POST",
          "runs.json",
          Project::run(instance, manual + R"(,"automated-execution-output":"x")")
      ) == 422
  );
  project.token = "account";
  BOOST_TEST(project.status("POST", "runs.json", Project::run(instance, manual)) == 422);
  BOOST_TEST(
      project.status(
          "POST", "runs.json", Project::run(instance, manual + R"(,"tester-id":5002)")
      ) == 200
  );
}

BOOST_AUTO_TEST_CASE(runs_are_found_by_what_they_belong_to_and_by_age) {
  Project project;
  const auto test = project.test("t");
  const auto one = project.set("one");
  const auto two = project.set("two");
  const auto first = project.instance(one, test);
  const auto second = project.instance(two, test);
  project.ok("POST", "runs.json", Project::run(first));
  project.now += std::chrono::hours(5);
  project.ok("POST", "runs.json", Project::run(second, R"("automated-execution-output":"mark")"));
  const auto count = [&](const std::string& query) {
    return ids_of(project.ok("GET", "runs.json?" + query)).size();
  };
  BOOST_TEST(count("instance-ids=" + first + "," + second) == 2);
  BOOST_TEST(count("instance-ids=" + first) == 1);
  BOOST_TEST(count("set-ids=" + two) == 1);
  BOOST_TEST(count("test-ids=" + test) == 2);
  BOOST_TEST(count("run-type=ManualRun") == 0);
  BOOST_TEST(count("updated-hours-ago=4") == 1);
  BOOST_TEST(count("updated-hours-ago=5") == 2);
  const auto found = project.ok("GET", "runs.json?updated-hours-ago=1");
  BOOST_TEST(attribute(found, "automated-execution-output").as_string() == "mark");
  BOOST_TEST(attribute(found, "created-at").as_string() == "2026-05-29T01:26:40+00:00");
}

BOOST_AUTO_TEST_CASE(base64_is_read_with_line_ends_and_refused_when_it_is_none) {
  BOOST_TEST(sandbox::from_base64("").value() == "");
  BOOST_TEST(sandbox::from_base64("YQ==").value() == "a");
  BOOST_TEST(sandbox::from_base64("YWI=").value() == "ab");
  BOOST_TEST(sandbox::from_base64("YW\nJj\n").value() == "abc");
  BOOST_TEST(sandbox::from_base64("/+8=").value() == "\xff\xef");
  BOOST_TEST(!sandbox::from_base64("YQ"));
  BOOST_TEST(!sandbox::from_base64("YQ=a"));
  BOOST_TEST(!sandbox::from_base64("Y==="));
  BOOST_TEST(!sandbox::from_base64("Y?=="));
}

BOOST_AUTO_TEST_SUITE_END()
