#include "client/error_words.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>
#include <vector>

using namespace client;

BOOST_AUTO_TEST_SUITE(servers_words)

BOOST_AUTO_TEST_CASE(error_bodies_of_any_shape_become_one_line) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"", ""},
      {" \r\n ", ""},
      {R"("a bare string")", "a bare string"},
      {"plain\n\ttext\x1b[31m", "plain text [31m"},
      {R"({"errors":[{"title":"Invalid","detail":"name is too long"}]})",
       "Invalid: name is too long"},
      {R"({"errors":[{"title":"Same","detail":"Same"}]})", "Same"},
      {R"({"errors":[{"title":"Bad","source":{"pointer":"/data/3/attributes/name"}}]})",
       "Bad (/data/3/attributes/name)"},
      {R"({"errors":[{"title":"Bad","source":"data[3]"},{"title":"Worse"}]})",
       "Bad (data[3]); Worse"},
      {R"({"errors":{"name":["is too long","is odd"],"instance-id":["is unknown"]}})",
       "name: is too long; is odd; instance-id: is unknown"},
      {R"({"errors":["one","two"]})", "one; two"},
      {R"({"errors":"just this"})", "just this"},
      {R"({"error":"no such token"})", "no such token"},
      {R"({"message":"Too many"})", "Too many"},
      {R"(["x",{"detail":"y"}])", "x; y"},
      {"null", ""},
      {"<html><head><TITLE>502 Bad\nGateway</TITLE></head><body>nginx</body></html>",
       "502 Bad Gateway"},
      {"<h1>It <b>broke</b></h1>", "It broke"},
      {"<title>", ""},
  };
  for (const auto& [body, words] : rows) {
    BOOST_TEST_CONTEXT(body) { BOOST_TEST(error_words(body) == words); }
  }
}

BOOST_AUTO_TEST_CASE(long_words_are_cut_between_characters) {
  std::string body;
  for (int i = 0; i < 10'000; ++i) {
    body += "\xc3\xa4";
  }
  const auto words = error_words("x" + body);
  BOOST_TEST(words.size() <= 303U);
  BOOST_TEST(words.substr(words.size() - 5) == "\xc3\xa4…");
  BOOST_TEST(error_words(std::string(1U << 20U, '[')).size() <= 303U);
  std::string deep;
  for (int i = 0; i < 30; ++i) {
    deep += R"({"errors":)";
  }
  BOOST_TEST(error_words(deep).size() <= 303U);
}

BOOST_AUTO_TEST_SUITE_END()
