#include "tests/sandbox/project.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

using sandbox_test::Project;
namespace json = boost::json;

BOOST_AUTO_TEST_SUITE(ways_in)

namespace {

sandbox::Request request(const std::string& target) {
  sandbox::Request result;
  result.method = "GET";
  result.target = target;
  result.host = "localhost:1";
  return result;
}

// The status that a request gets on its way in and, when admitted, from the API.
int answered(Project& project, const sandbox::Request& asked) {
  const auto refused = project.api.admit(asked, {});
  return refused ? refused->status : project.api.carry_out(asked).response.status;
}

}  // namespace

BOOST_AUTO_TEST_CASE(both_tokens_open_the_api_in_any_of_three_ways) {
  Project project;
  auto by_header = request("/api/v2/projects.json");
  by_header.token_header = "personal";
  BOOST_TEST(answered(project, by_header) == 200);
  by_header.token_header = "account";
  BOOST_TEST(answered(project, by_header) == 200);

  auto by_basic_auth = request("/api/v2/projects.json");
  by_basic_auth.authorization = "Basic bWVAZXhhbXBsZS5jb206cGVyc29uYWw=";  // me@…:personal
  BOOST_TEST(answered(project, by_basic_auth) == 200);

  BOOST_TEST(answered(project, request("/api/v2/projects.json?api_token=personal")) == 200);
}

BOOST_AUTO_TEST_CASE(a_bad_or_missing_token_is_answered_401) {
  Project project;
  BOOST_TEST(answered(project, request("/api/v2/projects.json")) == 401);
  BOOST_TEST(answered(project, request("/api/v2/projects.json?api_token=persona")) == 401);
  auto wrong = request("/api/v2/projects.json");
  wrong.token_header = "wrong";
  BOOST_TEST(answered(project, wrong) == 401);
  wrong.token_header = "";
  wrong.authorization = "Basic bWU6d3Jvbmc=";
  BOOST_TEST(answered(project, wrong) == 401);
}

BOOST_AUTO_TEST_CASE(projects_list_the_one_project_and_show_it) {
  Project project;
  auto asked = request("/api/v2/projects.json");
  asked.token_header = "personal";
  const auto list = json::parse(project.api.carry_out(asked).response.body);
  BOOST_TEST(list.at("data").at(0).at("id").as_string() == "7");

  asked.target = "/api/v2/projects/7.json";
  const auto shown = json::parse(project.api.carry_out(asked).response.body);
  BOOST_TEST(shown.at("data").at("attributes").at("name").as_string() == "Sandbox");
}

BOOST_AUTO_TEST_CASE(another_project_is_answered_404) {
  Project project;
  auto asked = request("/api/v2/projects/8.json");
  asked.token_header = "personal";
  BOOST_TEST(answered(project, asked) == 404);
  asked.target = "/api/v2/projects/8/tests.json";
  BOOST_TEST(answered(project, asked) == 404);
}

BOOST_AUTO_TEST_CASE(unknown_paths_methods_and_formats_have_their_own_codes) {
  Project project;
  BOOST_TEST(project.status("GET", "nothing.json") == 404);
  BOOST_TEST(project.status("GET", "tests/x.json") == 404);
  BOOST_TEST(project.status("GET", "tests/1/2.json") == 404);
  BOOST_TEST(project.status("DELETE", "tests.json") == 405);
  BOOST_TEST(project.status("PUT", "sets.json") == 405);
  BOOST_TEST(project.status("GET", "runs/auto_create.json") == 405);
  BOOST_TEST(project.status("GET", "tests.xml") == 406);
  BOOST_TEST(project.status("GET", "tests") == 406);
}

BOOST_AUTO_TEST_CASE(only_json_is_spoken) {
  Project project;
  sandbox::Request asked = request("/api/v2/projects/7/tests.json");
  asked.token_header = "personal";
  asked.accept = "text/html";
  BOOST_TEST(answered(project, asked) == 406);
  asked.accept = "text/html, */*";
  BOOST_TEST(answered(project, asked) == 200);
  asked.method = "POST";
  asked.body = R"({"data":{"attributes":{"name":"a"}}})";
  asked.content_type = "text/plain";
  BOOST_TEST(answered(project, asked) == 406);
  asked.content_type = "application/json; charset=utf-8";
  BOOST_TEST(answered(project, asked) == 200);
}

BOOST_AUTO_TEST_CASE(a_body_that_is_no_json_is_answered_400_and_one_without_data_422) {
  Project project;
  BOOST_TEST(project.status("POST", "tests.json", "{\"data\":") == 400);
  BOOST_TEST(project.status("POST", "tests.json", "\"\xff\"") == 400);
  BOOST_TEST(project.status("GET", "tests.json", "{}") == 400);
  BOOST_TEST(project.status("POST", "tests.json", "{}") == 422);
  BOOST_TEST(project.status("POST", "tests.json", "") == 422);
  BOOST_TEST(project.status("POST", "tests.json", R"({"data":{},"more":1})") == 422);
}

BOOST_AUTO_TEST_CASE(what_is_not_in_the_reference_is_there_only_on_request) {
  Project plain;
  BOOST_TEST(plain.status("POST", "tests/bulk_search.json", R"({"data":[]})") == 404);
  auto account = request("/api/v2/account.json");
  account.token_header = "personal";
  BOOST_TEST(answered(plain, account) == 404);

  sandbox::Options options;
  options.bulk_search = true;
  options.account = true;
  options.auto_create = false;
  options.users = false;
  Project changed(options);
  BOOST_TEST(answered(changed, account) == 200);
  BOOST_TEST(changed.status("POST", "runs/auto_create.json", R"({"data":{}})") == 404);
  BOOST_TEST(changed.status("GET", "users.json") == 403);
}

BOOST_AUTO_TEST_CASE(a_bulk_search_answers_each_name_with_its_tests) {
  sandbox::Options options;
  options.bulk_search = true;
  Project project(options);
  const auto one = project.test("one");
  const auto again = project.test("one");
  const auto found = project.ok(
      "POST", "tests/bulk_search.json", R"({"data":[{"name_exact":"none"},{"name_exact":"one"}]})"
  );
  const auto& answers = found.at("data").as_array();
  BOOST_TEST(answers.at(0).at("tests").at("data").as_array().empty());
  BOOST_TEST(answers.at(1).at("query").at("name_exact").as_string() == "one");
  BOOST_TEST(
      sandbox_test::ids_of(answers.at(1).at("tests")) == (std::vector<std::string>{one, again}),
      boost::test_tools::per_element()
  );
}

BOOST_AUTO_TEST_CASE(calls_beyond_the_rate_are_answered_429_until_the_minute_is_over) {
  sandbox::Options options;
  options.rate = 2;
  options.retry_after = true;
  Project project(options);
  auto asked = request("/api/v2/projects.json");
  asked.token_header = "personal";
  const sandbox::Limiter::time_point start{};
  using std::chrono::seconds;
  BOOST_TEST(!project.api.admit(asked, start));
  asked.token_header = "account";  // The limit is the account's, whatever the token.
  BOOST_TEST(!project.api.admit(asked, start + seconds(20)));
  const auto refused = project.api.admit(asked, start + seconds(50));
  BOOST_TEST_REQUIRE(refused.has_value());
  BOOST_TEST(refused->status == 429);
  BOOST_TEST(refused->retry_after.value() == 10);
  BOOST_TEST(!project.api.admit(asked, start + seconds(60)));
}

BOOST_AUTO_TEST_CASE(errors_come_in_each_shape_that_clients_meet) {
  const auto body_of = [](const std::string& shape) {
    sandbox::Options options;
    options.error_shape = shape;
    options.errors_name_element = true;
    Project project(options);
    const auto outcome = project.call("POST", "runs.json", Project::run("1"));
    BOOST_TEST(outcome.response.status == 422);
    return outcome.response.body;
  };
  const auto objects = json::parse(body_of("objects"));
  BOOST_TEST(
      objects.at("errors").at(0).at("source").at("pointer").as_string() ==
      "/data/0/attributes/instance-id"
  );
  const auto fields = json::parse(body_of("fields"));
  BOOST_TEST(
      fields.at("errors").at("0/attributes/instance-id").at(0).as_string() ==
      "instance-id is no instance of this project"
  );
  BOOST_TEST(body_of("text") == "\"instance-id is no instance of this project\"");
  BOOST_TEST(body_of("empty") == "");
}

BOOST_AUTO_TEST_CASE(an_error_does_not_name_the_element_unless_asked_to) {
  Project project;
  const auto outcome = project.call("POST", "runs.json", Project::run("1"));
  const auto document = json::parse(outcome.response.body);
  BOOST_TEST(
      document.at("errors").at(0).at("source").at("pointer").as_string() ==
      "/data/attributes/instance-id"
  );
}

BOOST_AUTO_TEST_SUITE_END()
