#include "tests/sandbox/project.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using sandbox_test::attribute;
using sandbox_test::id_of;
using sandbox_test::ids_of;
using sandbox_test::Project;

BOOST_AUTO_TEST_SUITE(auto_create)

namespace {

std::string by_name(const std::string& set, const std::string& name, const std::string& more = {}) {
  return R"({"data":{"type":"instances","attributes":{"set-id":)" + set +
         R"(,"exit-code":0},"test-attributes":{"name":")" + name + "\"" + more + "}}}";
}

std::string by_id(const std::string& set, const std::string& test) {
  return R"({"data":{"attributes":{"set-id":)" + set + R"(,"test-id":)" + test +
         R"(,"exit-code":1}}})";
}

constexpr const char* call = "runs/auto_create.json";

}  // namespace

BOOST_AUTO_TEST_CASE(a_new_name_makes_test_instance_and_run) {
  Project project;
  const auto set = project.set("s");
  const auto made = project.ok(
      "POST",
      call,
      by_name(
          set,
          "new",
          R"(,"description":"d","preconditions":"p","steps":[{"name":"x","position":1}])"
      )
  );
  BOOST_TEST(made.at("data").at("type").as_string() == "runs");
  BOOST_TEST(attribute(made, "status").as_string() == "PASSED");
  const auto test = project.ok("GET", "tests.json?name_exact=new");
  BOOST_TEST(attribute(test, "description").as_string() == "d");
  BOOST_TEST(attribute(test, "preconditions").as_string() == "p");
  BOOST_TEST(attribute(test, "steps-count").as_int64() == 1);
  BOOST_TEST(std::to_string(made.at("meta").at("created-test").as_int64()) == ids_of(test).at(0));
  const auto instance = project.ok("GET", "instances.json?set-ids=" + set);
  BOOST_TEST(
      std::to_string(made.at("meta").at("created-instance").as_int64()) == ids_of(instance).at(0)
  );
  BOOST_TEST(attribute(instance, "run-status").as_string() == "PASSED");
}

BOOST_AUTO_TEST_CASE(a_known_name_makes_only_what_is_missing) {
  Project project;
  const auto test = project.test("known");
  const auto set = project.set("s");
  const auto first = project.ok("POST", call, by_name(set, "known"));
  BOOST_TEST(!first.at("meta").as_object().contains("created-test"));
  BOOST_TEST(first.at("meta").as_object().contains("created-instance"));
  BOOST_TEST(attribute(first, "test-id").as_int64() == std::stoll(test));
  const auto second = project.ok("POST", call, by_name(set, "known"));
  BOOST_TEST(second.at("meta").as_object().empty());
  BOOST_TEST(attribute(second, "instance-id") == attribute(first, "instance-id"));
  BOOST_TEST(ids_of(project.ok("GET", "runs.json")).size() == 2);
}

BOOST_AUTO_TEST_CASE(of_equal_names_one_is_always_taken) {
  Project oldest;
  const auto first = oldest.test("same");
  oldest.test("same");
  const auto run = oldest.ok("POST", call, by_name(oldest.set("s"), "same"));
  BOOST_TEST(attribute(run, "test-id").as_int64() == std::stoll(first));

  sandbox::Options options;
  options.auto_create_takes_newest = true;
  Project newest(options);
  newest.test("same");
  const auto second = newest.test("same");
  const auto other = newest.ok("POST", call, by_name(newest.set("s"), "same"));
  BOOST_TEST(attribute(other, "test-id").as_int64() == std::stoll(second));
}

BOOST_AUTO_TEST_CASE(a_known_test_is_named_by_its_id) {
  Project project;
  const auto test = project.test("known");
  const auto made = project.ok("POST", call, by_id(project.set("s"), test));
  BOOST_TEST(attribute(made, "test-id").as_int64() == std::stoll(test));
  BOOST_TEST(attribute(made, "status").as_string() == "FAILED");
}

BOOST_AUTO_TEST_CASE(an_account_token_cannot_make_a_test_this_way) {
  Project project;
  project.token = "account";
  const auto set = project.set("s");
  BOOST_TEST(project.refusal(422, "POST", call, by_name(set, "new")) == "author-id can't be blank");
  project.test("known");
  BOOST_TEST(project.status("POST", call, by_name(set, "known")) == 200);
}

BOOST_AUTO_TEST_CASE(making_needs_the_editor_permissions_and_finding_does_not) {
  sandbox::Options options;
  options.personal_lacks = {"tests_editor", "instances_editor"};
  Project project(options);
  project.token = "account";
  const auto test = project.test("known");
  const auto set = project.set("s");
  project.instance(set, test);
  project.token = "personal";
  BOOST_TEST(project.status("POST", call, by_name(set, "known")) == 200);
  BOOST_TEST(project.status("POST", call, by_name(set, "new")) == 403);
  const auto other = project.set("other");
  BOOST_TEST(project.status("POST", call, by_name(other, "known")) == 403);
}

BOOST_AUTO_TEST_CASE(wrong_and_undocumented_attributes_are_refused_and_nothing_is_made) {
  Project project;
  const auto set = project.set("s");
  const auto refused = [&](const std::string& body) {
    return project.status("POST", call, body) == 422;
  };
  BOOST_TEST(refused(by_name("17", "a")));
  BOOST_TEST(refused(by_name(set, "")));
  BOOST_TEST(refused(
      R"({"data":{"attributes":{"test-id":)" + project.test("known") + R"(,"set-id":)" + set +
      R"(},"test-attributes":{"colour":"red"}}})"
  ));
  BOOST_TEST(refused(by_id(set, "17")));
  BOOST_TEST(refused(by_name(set, "a", R"(,"author-id":5001)")));
  BOOST_TEST(refused(by_name(set, "a", R"(,"automated-fields":{})")));
  BOOST_TEST(refused(by_name(set, "a", R"(,"planned-execution":"2026-01-01")")));
  BOOST_TEST(refused("[" + by_name(set, "a") + "]"));
  BOOST_TEST(refused(R"({"data":{"attributes":{"set-id":)" + set + "}}}"));
  BOOST_TEST(
      refused(R"({"data":{"attributes":{"test-attributes":{"name":"a"},"set-id":)" + set + "}}}")
  );
  BOOST_TEST(ids_of(project.ok("GET", "tests.json")).size() == 1);
  BOOST_TEST(ids_of(project.ok("GET", "instances.json")).empty());
  BOOST_TEST(ids_of(project.ok("GET", "runs.json")).empty());
}

BOOST_AUTO_TEST_SUITE_END()
