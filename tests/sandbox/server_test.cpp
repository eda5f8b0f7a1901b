#include "sandbox/sandbox.hpp"
#include "tests/sandbox/https_client.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

namespace json = boost::json;
using sandbox_test::HttpsClient;

namespace {

// A sandbox with a connection to it, and short forms of what an importer sends.
struct Session {
  explicit Session(const sandbox::Options& options)
      : server(options),
        client(sandbox_test::port_of(server.address().url), server.address().ca_pem),
        base("/api/v2/projects/" + std::to_string(server.address().project_id) + "/") {}

  sandbox_test::Answer get(const std::string& resource) {
    return client.send("GET", base + resource, server.address().personal_token);
  }
  sandbox_test::Answer post(const std::string& resource, const std::string& body) {
    return client.send("POST", base + resource, server.address().personal_token, body);
  }
  std::string post_id(const std::string& resource, const std::string& body) {
    const auto answer = post(resource, body);
    BOOST_TEST_REQUIRE(answer.status == 200, answer.body);
    const auto document = json::parse(answer.body);
    return std::string(document.at("data").at("id").as_string());
  }

  // An instance of a new test in a new set; gives its id.
  std::string instance() {
    const auto test = post_id("tests.json", R"({"data":{"attributes":{"name":"a test"}}})");
    const auto set = post_id(
        "sets.json",
        R"({"data":{"attributes":{"name":"a set"},"instances":{"test-ids":[)" + test + "]}}}"
    );
    const auto document = json::parse(get("instances.json?set-ids=" + set).body);
    return std::string(document.at("data").at(0).at("id").as_string());
  }

  sandbox_test::Answer run(const std::string& instance_id) {
    return post(
        "runs.json",
        R"({"data":[{"type":"instances","attributes":{"instance-id":)" + instance_id +
            R"(,"exit-code":0}}]})"
    );
  }

  sandbox::Sandbox server;
  HttpsClient client;
  std::string base;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(server)

BOOST_AUTO_TEST_CASE(a_run_travels_from_the_wire_into_what_is_held) {
  Session session{sandbox::Options{}};
  const auto answer = session.run(session.instance());

  BOOST_TEST(answer.status == 200);
  BOOST_TEST(answer.keep_alive);
  const auto held = session.server.held();
  BOOST_TEST_REQUIRE(held.size() == 1);
  BOOST_TEST(held[0].set == "a set");
  BOOST_TEST(held[0].test == "a test");
  BOOST_TEST(held[0].status == "PASSED");
  BOOST_TEST(held[0].runs == 1);
}

BOOST_AUTO_TEST_SUITE_END()
