#include "tests/sandbox/project.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using sandbox_test::attribute;
using sandbox_test::Project;

BOOST_AUTO_TEST_SUITE(fields)

namespace {

int with_field(Project& project, const std::string& field) {
  return project.status(
      "POST",
      "tests.json",
      R"({"data":{"attributes":{"name":"a","custom-fields":{)" + field + "}}}}"
  );
}

}  // namespace

BOOST_AUTO_TEST_CASE(fields_are_listed_flat_with_their_entities) {
  Project project;
  const auto list = project.ok("GET", "fields.json").at("data").as_array();
  bool found = false;
  for (const auto& field : list) {
    if (field.at("name").as_string() == "Browser") {
      found = true;
      BOOST_TEST(field.at("id").as_int64() == 401);
      BOOST_TEST(field.at("uniq_name").as_string() == "___f_401");
      BOOST_TEST(field.at("field_format").as_string() == "list");
      BOOST_TEST(field.at("possible_values").as_array().size() == 3);
      BOOST_TEST(field.at("entities").at(0).as_string() == "Test");
    }
  }
  BOOST_TEST(found);
}

BOOST_AUTO_TEST_CASE(values_are_checked_by_format) {
  Project project;
  BOOST_TEST(with_field(project, R"("---f-401":"Firefox")") == 200);
  BOOST_TEST(with_field(project, R"("---f-401":"Lynx")") == 422);
  BOOST_TEST(with_field(project, R"("---f-401":["Firefox"])") == 422);
  BOOST_TEST(with_field(project, R"("---f-402":["Linux"])") == 200);
  BOOST_TEST(with_field(project, R"("---f-402":"Linux")") == 422);
  BOOST_TEST(with_field(project, R"("---f-403":"any text")") == 200);
  BOOST_TEST(with_field(project, R"("---f-405":"5002")") == 200);
  BOOST_TEST(with_field(project, R"("---f-405":"somebody")") == 422);
}

BOOST_AUTO_TEST_CASE(a_date_is_written_day_first) {
  Project project;
  const auto set = [&](const std::string& date) {
    return project.status(
        "POST",
        "sets.json",
        R"({"data":{"attributes":{"name":"a","custom-fields":{"---f-404":")" + date + "\"}}}}"
    );
  };
  BOOST_TEST(set("31/01/2026") == 200);
  BOOST_TEST(set("01/31/2026") == 422);
  BOOST_TEST(set("2026-01-31") == 422);
}

BOOST_AUTO_TEST_CASE(unknown_fields_and_fields_of_other_entities_are_refused) {
  Project project;
  BOOST_TEST(with_field(project, R"("---f-999":"x")") == 422);
  BOOST_TEST(with_field(project, R"("___f_403":"x")") == 422);
  BOOST_TEST(with_field(project, R"("---f-0403":"x")") == 422);
  BOOST_TEST(with_field(project, R"("---f-301":"Ready")") == 422);
  BOOST_TEST(with_field(project, R"("---f-404":"31/01/2026")") == 422);
}

BOOST_AUTO_TEST_CASE(a_list_takes_a_new_value_once_the_field_is_updated) {
  Project project;
  const auto changed = project.ok(
      "PUT",
      "custom_fields/401.json",
      R"({"data":{"type":"custom-fields","attributes":{"possible-values":["Firefox","Lynx"]}}})"
  );
  BOOST_TEST(attribute(changed, "possible-values").as_array().size() == 2);
  BOOST_TEST(with_field(project, R"("---f-401":"Lynx")") == 200);
  BOOST_TEST(with_field(project, R"("---f-401":"Chrome")") == 422);
  BOOST_TEST(project.ok("GET", "custom_fields/401.json") == changed);
  BOOST_TEST(project.ok("GET", "custom_fields.json").at("data").as_array().size() == 7);
  BOOST_TEST(project.status("GET", "custom_fields/301.json") == 404);
}

BOOST_AUTO_TEST_CASE(custom_fields_need_the_permission_to_customize) {
  sandbox::Options options;
  options.personal_lacks = {"customize_fields"};
  Project project(options);
  BOOST_TEST(project.status("GET", "custom_fields.json") == 403);
  BOOST_TEST(project.status("GET", "custom_fields/401.json") == 403);
  BOOST_TEST(project.status("GET", "fields.json") == 200);
}

BOOST_AUTO_TEST_CASE(users_are_listed) {
  Project project;
  const auto users = project.ok("GET", "users.json");
  BOOST_TEST(sandbox_test::ids_of(users).front() == "5001");
}

BOOST_AUTO_TEST_SUITE_END()
