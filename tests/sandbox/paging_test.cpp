#include "tests/sandbox/project.hpp"

#include <boost/test/unit_test.hpp>

#include <set>
#include <string>

using sandbox_test::ids_of;
using sandbox_test::Project;
namespace json = boost::json;

BOOST_AUTO_TEST_SUITE(paging)

BOOST_AUTO_TEST_CASE(a_list_is_cut_into_pages_of_a_hundred) {
  Project project;
  std::set<std::string> made;
  for (int i = 0; i < 101; ++i) {
    made.insert(project.test("test " + std::to_string(i)));
  }
  const auto first = project.ok("GET", "tests.json");
  BOOST_TEST(first.at("data").as_array().size() == 100);
  const auto& meta = first.at("meta");
  BOOST_TEST(meta.at("current-page").as_int64() == 1);
  BOOST_TEST(meta.at("next-page").as_int64() == 2);
  BOOST_TEST(meta.at("prev-page").is_null());
  BOOST_TEST(meta.at("total-pages").as_int64() == 2);
  BOOST_TEST(meta.at("total-count").as_int64() == 101);

  const auto second = project.ok("GET", "tests.json?page%5Bnumber%5D=2");
  BOOST_TEST(second.at("meta").at("next-page").is_null());
  BOOST_TEST(second.at("meta").at("prev-page").as_int64() == 1);
  BOOST_TEST(!second.at("links").as_object().contains("next"));

  std::set<std::string> listed;
  for (const auto& page : {first, second}) {
    for (const auto& id : ids_of(page)) {
      BOOST_TEST(listed.insert(id).second);
    }
  }
  BOOST_TEST(listed == made, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(links_are_absolute_and_repeat_the_query) {
  Project project;
  project.test("näh & so");
  project.test("näh & so");
  const auto page = project.ok("GET", "tests.json?name_exact=n%C3%A4h+%26%20so&page%5Bsize%5D=1");
  BOOST_TEST(
      page.at("links").at("next").as_string() ==
      "https://localhost:1/api/v2/projects/7/tests.json"
      "?name_exact=n%C3%A4h%20%26%20so&page%5Bsize%5D=1&page%5Bnumber%5D=2"
  );
}

BOOST_AUTO_TEST_CASE(a_page_beyond_the_end_is_empty) {
  Project project;
  project.test("one");
  const auto page = project.ok("GET", "tests.json?page%5Bnumber%5D=3");
  BOOST_TEST(page.at("data").as_array().empty());
  BOOST_TEST(page.at("meta").at("total-count").as_int64() == 1);
}

BOOST_AUTO_TEST_CASE(an_empty_list_has_one_page) {
  Project project;
  const auto page = project.ok("GET", "runs.json");
  BOOST_TEST(page.at("meta").at("total-pages").as_int64() == 1);
  BOOST_TEST(page.at("meta").at("total-count").as_int64() == 0);
}

BOOST_AUTO_TEST_CASE(bad_pages_and_unknown_parameters_are_refused) {
  Project project;
  BOOST_TEST(project.status("GET", "tests.json?page%5Bsize%5D=101") == 422);
  BOOST_TEST(project.status("GET", "tests.json?page%5Bnumber%5D=0") == 422);
  BOOST_TEST(project.status("GET", "tests.json?page%5Bnumber%5D=x") == 422);
  BOOST_TEST(project.status("GET", "tests.json?name-exact=a") == 422);
  BOOST_TEST(project.status("GET", "tests.json?display-ids=1,,2") == 422);
  BOOST_TEST(project.status("GET", "tests.json?name_exact=a&name_exact=b") == 422);
  BOOST_TEST(project.status("GET", "runs.json?run-type=Any") == 422);
}

BOOST_AUTO_TEST_CASE(a_query_that_is_not_percent_encoded_is_answered_400) {
  Project project;
  BOOST_TEST(project.status("GET", "tests.json?page[number]=1") == 400);
  BOOST_TEST(project.status("GET", "tests.json?name_exact=%4") == 400);
  BOOST_TEST(project.status("GET", "tests.json?name_exact=%zz") == 400);
  BOOST_TEST(project.status("GET", "tests.json?name_exact=\"a\"") == 400);
}

BOOST_AUTO_TEST_CASE(a_url_that_is_too_long_is_answered_414) {
  Project project;
  BOOST_TEST(project.status("GET", "tests.json?name_exact=" + std::string(8'000, 'a')) == 414);
}

BOOST_AUTO_TEST_SUITE_END()
