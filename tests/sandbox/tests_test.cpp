#include "tests/sandbox/project.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using sandbox_test::attribute;
using sandbox_test::id_of;
using sandbox_test::ids_of;
using sandbox_test::Project;
namespace json = boost::json;

BOOST_AUTO_TEST_SUITE(library_of_tests)

namespace {

std::string test_with(const std::string& attributes, const std::string& extra = {}) {
  return R"({"data":{"type":"tests","attributes":{)" + attributes + "}" + extra + "}}";
}

using Ids = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_CASE(a_new_test_has_what_was_sent_and_defaults) {
  Project project;
  const auto made = project.ok(
      "POST",
      "tests.json",
      test_with(R"("name":"Login","description":"d","priority":"high","tags":["a","b"],)"
                R"("custom-fields":{"---f-401":"Firefox","---f-402":["Linux","macOS"]},)"
                R"("automated-fields":{"script_path":"/x"},"planned-execution":"2026-05-01")")
  );
  const auto& data = made.at("data");
  BOOST_TEST(data.at("type").as_string() == "tests");
  BOOST_TEST(data.at("id").is_string());
  BOOST_TEST(attribute(made, "name").as_string() == "Login");
  BOOST_TEST(attribute(made, "display-id").as_int64() == 1);
  BOOST_TEST(attribute(made, "test-type").as_string() == "ApiTest");
  BOOST_TEST(attribute(made, "author-id").as_int64() == 5001);
  BOOST_TEST(attribute(made, "run-status").as_string() == "NO RUN");
  BOOST_TEST(attribute(made, "steps-count").as_int64() == 0);
  BOOST_TEST(attribute(made, "custom-fields").at("---f-401").as_string() == "Firefox");
  BOOST_TEST(attribute(made, "automated-fields").at("script_path").as_string() == "/x");
  BOOST_TEST(attribute(made, "created-at").as_string() == "2026-05-28T20:26:40+00:00");
  BOOST_TEST(project.ok("GET", "tests/" + id_of(data) + ".json") == made);
  BOOST_TEST(project.status("GET", "tests/1.json") == 404);
}

BOOST_AUTO_TEST_CASE(exact_names_tell_case_and_similar_names_do_not) {
  Project project;
  const auto upper = project.test("Ärger im Büro");
  const auto lower = project.test("ärger im büro");
  BOOST_TEST(
      ids_of(project.ok("GET", "tests.json?name_exact=%C3%84rger%20im%20B%C3%BCro")) == Ids{upper},
      boost::test_tools::per_element()
  );
  BOOST_TEST(
      ids_of(project.ok("GET", "tests.json?name_like=RGER%20IM%20B%C3%9C")) == (Ids{upper, lower}),
      boost::test_tools::per_element()
  );
  BOOST_TEST(ids_of(project.ok("GET", "tests.json?name_exact=rger")).empty());
  BOOST_TEST(ids_of(project.ok("GET", "tests.json?name_like=%25")).empty());
}

BOOST_AUTO_TEST_CASE(several_tests_may_have_one_name) {
  Project project;
  const auto first = project.test("same");
  const auto second = project.test("same");
  BOOST_TEST(first != second);
  BOOST_TEST(
      ids_of(project.ok("GET", "tests.json?name_exact=same")) == (Ids{first, second}),
      boost::test_tools::per_element()
  );
}

BOOST_AUTO_TEST_CASE(display_ids_choose_tests) {
  Project project;
  const auto first = project.test("1");
  project.test("2");
  const auto third = project.test("3");
  BOOST_TEST(
      ids_of(project.ok("GET", "tests.json?display-ids=3,1,9")) == (Ids{first, third}),
      boost::test_tools::per_element()
  );
}

BOOST_AUTO_TEST_CASE(an_account_token_must_name_the_author_of_a_test) {
  Project project;
  project.token = "account";
  BOOST_TEST(
      project.refusal(422, "POST", "tests.json", test_with(R"("name":"a")")) ==
      "author-id can't be blank"
  );
  BOOST_TEST(
      project.refusal(422, "POST", "tests.json", test_with(R"("name":"a","author-id":9)")) ==
      "author-id is no user of this account"
  );
  const auto made = project.ok("POST", "tests.json", test_with(R"("name":"a","author-id":"5002")"));
  BOOST_TEST(attribute(made, "author-id").as_int64() == 5002);
}

BOOST_AUTO_TEST_CASE(a_personal_token_may_name_an_author_only_when_it_may_impersonate) {
  const auto body = test_with(R"("name":"a","author-id":5002)");
  Project plain;
  BOOST_TEST(
      plain.refusal(403, "POST", "tests.json", body) == "author-id needs a token with impersonation"
  );
  BOOST_TEST(ids_of(plain.ok("GET", "tests.json")).empty());

  sandbox::Options options;
  options.personal_may_impersonate = true;
  Project impersonating(options);
  BOOST_TEST(
      attribute(impersonating.ok("POST", "tests.json", body), "author-id").as_int64() == 5002
  );
}

BOOST_AUTO_TEST_CASE(a_permission_that_is_lacking_is_answered_403) {
  sandbox::Options options;
  options.personal_lacks = {"tests_editor"};
  Project project(options);
  BOOST_TEST(project.status("POST", "tests.json", test_with(R"("name":"a")")) == 403);
  BOOST_TEST(project.status("GET", "tests.json") == 200);
  project.token = "account";
  BOOST_TEST(
      project.status("POST", "tests.json", test_with(R"("name":"a","author-id":5001)")) == 200
  );
}

BOOST_AUTO_TEST_CASE(wrong_and_undocumented_attributes_are_refused) {
  Project project;
  const auto refused = [&](const std::string& attributes) {
    return project.status("POST", "tests.json", test_with(attributes)) == 422;
  };
  BOOST_TEST(refused(R"("description":"no name")"));
  BOOST_TEST(refused(R"("name":"  ")"));
  BOOST_TEST(refused(R"("name":7)"));
  BOOST_TEST(refused(R"("name":null)"));
  BOOST_TEST(refused(R"("name":"a\u0000b")"));
  BOOST_TEST(refused(R"("name":"a","colour":"red")"));
  BOOST_TEST(refused(R"("name":"a","test_type":"ApiTest")"));
  BOOST_TEST(refused(R"("name":"a","test-type":"apitest")"));
  BOOST_TEST(refused(R"("name":"a","scenario":"Given")"));
  BOOST_TEST(refused(R"("name":"a","preconditions":"only with auto_create")"));
  BOOST_TEST(refused(R"("name":"a","tags":"a,b")"));
  BOOST_TEST(refused(R"("name":"a","duration-estimate":"5 min")"));
  BOOST_TEST(refused(R"("name":"a","automated-fields":{"script":"x"})"));
  BOOST_TEST(refused(R"("name":"a","assigned-to-id":1)"));
  BOOST_TEST(
      project.status("POST", "tests.json", R"({"data":[{"attributes":{"name":"a"}}]})") == 422
  );
  BOOST_TEST(
      project.status(
          "POST", "tests.json", R"({"data":{"type":"sets","attributes":{"name":"a"}}})"
      ) == 422
  );
  BOOST_TEST(ids_of(project.ok("GET", "tests.json")).empty());
}

BOOST_AUTO_TEST_CASE(names_have_at_most_255_characters_however_many_bytes) {
  Project project;
  std::string umlauts;
  for (int i = 0; i < 255; ++i) {
    umlauts += "ü";
  }
  project.test(umlauts);
  BOOST_TEST(
      project.status("POST", "tests.json", test_with(R"("name":"x)" + umlauts + "\"")) == 422
  );
}

BOOST_AUTO_TEST_CASE(steps_come_with_the_test_and_are_listed) {
  Project project;
  const auto made = project.ok(
      "POST",
      "tests.json",
      test_with(
          R"("name":"a")",
          R"(,"steps":{"data":[{"name":"one","description":"d"},{"name":"two","expected-results":"e"}]})"
      )
  );
  BOOST_TEST(attribute(made, "steps-count").as_int64() == 2);
  project.ok(
      "POST", "tests.json", test_with(R"("name":"b")", R"(,"steps":{"data":[{"name":"x"}]})")
  );
  const auto steps = project.ok("GET", "steps.json?test-ids=" + id_of(made.at("data")));
  const auto& list = steps.at("data").as_array();
  BOOST_TEST_REQUIRE(list.size() == 2);
  BOOST_TEST(list[0].at("attributes").at("name").as_string() == "one");
  BOOST_TEST(list[1].at("attributes").at("expected-results").as_string() == "e");
  BOOST_TEST(
      project.status(
          "POST", "tests.json", test_with(R"("name":"a")", R"(,"steps":[{"name":"x"}])")
      ) == 422
  );
}

BOOST_AUTO_TEST_CASE(an_update_changes_what_it_names_and_nothing_else) {
  Project project;
  const auto id = id_of(
      project
          .ok("POST",
              "tests.json",
              test_with(
                  R"("name":"old","priority":"high","custom-fields":{"---f-401":"Safari","---f-403":"1"})"
              ))
          .at("data")
  );
  const auto changed = project.ok(
      "PUT",
      "tests/" + id + ".json",
      test_with(R"("name":"New","custom-fields":{"---f-401":"Chrome"})")
  );
  BOOST_TEST(attribute(changed, "name").as_string() == "New");
  BOOST_TEST(attribute(changed, "priority").as_string() == "high");
  BOOST_TEST(attribute(changed, "custom-fields").at("---f-401").as_string() == "Chrome");
  BOOST_TEST(attribute(changed, "custom-fields").at("---f-403").as_string() == "1");
  BOOST_TEST(ids_of(project.ok("GET", "tests.json?name_like=new")).size() == 1);
  BOOST_TEST(project.status("PUT", "tests/1.json", test_with(R"("name":"a")")) == 404);
  BOOST_TEST(
      project.status("PUT", "tests/" + id + ".json", test_with(R"("updated-by-user-id":5002)")) ==
      403
  );
}

BOOST_AUTO_TEST_SUITE_END()
