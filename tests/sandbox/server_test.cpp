#include "sandbox/sandbox.hpp"
#include "tests/sandbox/https_client.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

namespace json = boost::json;
using sandbox_test::HttpsClient;

BOOST_AUTO_TEST_SUITE(server)

namespace {

// Gone with all it holds when the test ends.
class TemporaryFolder {
public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "sandbox-XXXXXX").string();
    BOOST_TEST_REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::string& path() const { return path_; }

private:
  std::string path_;
};

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

BOOST_AUTO_TEST_CASE(every_call_is_logged_with_what_became_of_it) {
  Session session{sandbox::Options{}};
  session.run("17");
  session.get("tests.json?api_token=secret&name_exact=a");
  session.client.send("GET", session.base + "tests.json", "wrong");

  const auto calls = session.server.calls();
  BOOST_TEST_REQUIRE(calls.size() == 3);
  BOOST_TEST(calls[0].method == "POST");
  BOOST_TEST(calls[0].path == session.base + "runs.json");
  BOOST_TEST(calls[0].resource == "runs.json");
  BOOST_TEST(calls[0].status == 422);
  BOOST_TEST(!calls[0].carried_out);
  BOOST_TEST(calls[0].items == 1);
  BOOST_TEST(calls[1].query == "api_token=&name_exact=a");
  BOOST_TEST(calls[1].carried_out);
  BOOST_TEST(calls[2].status == 401);
  BOOST_TEST(calls[2].connection == 1);
  BOOST_TEST((calls[0].time <= calls[2].time));
  BOOST_TEST(session.server.count("GET", "tests.json") == 2);
  BOOST_TEST(session.server.count("*", "*") == 3);
  BOOST_TEST(session.server.busiest_minute() == 3);
}

BOOST_AUTO_TEST_CASE(the_rate_limit_holds_over_connections) {
  sandbox::Options options;
  options.rate = 2;
  options.retry_after = true;
  Session session{options};
  HttpsClient second(
      sandbox_test::port_of(session.server.address().url), session.server.address().ca_pem
  );
  const auto target = session.base + "tests.json";
  const auto& token = session.server.address().account_token;
  BOOST_TEST(session.get("tests.json").status == 200);
  BOOST_TEST(second.send("GET", target, token).status == 200);
  const auto refused = second.send("GET", target, token);
  BOOST_TEST(refused.status == 429);
  BOOST_TEST(refused.retry_after.has_value());
}

BOOST_AUTO_TEST_CASE(an_error_after_the_call_leaves_it_carried_out) {
  sandbox::Options options;
  options.faults = {"POST runs.json #1: 502 after", "POST runs.json #2: 503 retry-after 3"};
  Session session{options};
  const auto instance = session.instance();

  const auto after = session.run(instance);
  BOOST_TEST(after.status == 502);
  BOOST_TEST(after.content_type == "text/html");
  BOOST_TEST(session.server.runs().size() == 1);
  BOOST_TEST(session.server.calls().back().carried_out);

  const auto before = session.run(instance);
  BOOST_TEST(before.status == 503);
  BOOST_TEST(before.retry_after.value() == "3");
  BOOST_TEST(session.server.runs().size() == 1);
  BOOST_TEST(!session.server.calls().back().carried_out);

  BOOST_TEST(session.run(instance).status == 200);
}

BOOST_AUTO_TEST_CASE(a_dropped_connection_has_no_answer) {
  sandbox::Options options;
  options.faults = {"POST runs.json: drop after"};
  Session session{options};
  const auto instance = session.instance();
  BOOST_CHECK_THROW(session.run(instance), boost::system::system_error);
  BOOST_TEST(session.server.runs().size() == 1);
  BOOST_TEST(session.server.calls().back().status == 0);
}

BOOST_AUTO_TEST_CASE(a_cut_answer_ends_in_the_middle) {
  sandbox::Options options;
  options.faults = {"GET tests.json: cut"};
  Session session{options};
  BOOST_CHECK_THROW(session.get("tests.json"), boost::system::system_error);
}

BOOST_AUTO_TEST_CASE(answers_may_come_in_bytes_or_make_no_sense) {
  sandbox::Options options;
  options.faults = {
      "GET tests.json #1: trickle, delay 1 after",
      "GET tests.json #2: html",
      "GET tests.json #3: garbage"};
  Session session{options};
  BOOST_TEST(json::parse(session.get("tests.json").body).at("data").as_array().empty());
  const auto html = session.get("tests.json");
  BOOST_TEST(html.status == 200);
  BOOST_TEST(html.content_type == "text/html");
  BOOST_CHECK_THROW(json::parse(session.get("tests.json").body), boost::system::system_error);
}

BOOST_AUTO_TEST_CASE(an_idle_connection_is_closed_though_kept_alive) {
  sandbox::Options options;
  options.faults = {"GET tests.json #1: close-idle 1"};
  Session session{options};
  const auto answer = session.get("tests.json");
  BOOST_TEST(answer.keep_alive);
  BOOST_TEST(session.client.is_closed_by_server());
}

BOOST_AUTO_TEST_CASE(a_connection_used_again_in_time_is_not_closed) {
  sandbox::Options options;
  options.faults = {"GET tests.json #1: close-idle 60000"};
  Session session{options};
  BOOST_TEST(session.get("tests.json").status == 200);
  BOOST_TEST(session.get("tests.json").status == 200);
}

BOOST_AUTO_TEST_CASE(faults_can_be_replaced_while_it_runs) {
  Session session{sandbox::Options{}};
  session.server.set_faults({"GET tests.json: 500"});
  BOOST_TEST(session.get("tests.json").status == 500);
  session.server.set_faults({});
  BOOST_TEST(session.get("tests.json").status == 200);
}

BOOST_AUTO_TEST_CASE(a_body_beyond_the_limit_is_answered_413) {
  sandbox::Options options;
  options.max_body = 1'000;
  Session session{options};
  BOOST_TEST(session.post("tests.json", std::string(1'001, ' ')).status == 413);
}

BOOST_AUTO_TEST_CASE(it_stops_at_once_with_connections_open) {
  auto session = std::make_unique<Session>(sandbox::Options{});
  HttpsClient idle(
      sandbox_test::port_of(session->server.address().url), session->server.address().ca_pem
  );
  session->server.set_faults({"GET tests.json: delay 600000"});
  const auto address = session->server.address();
  // A call that waits in the server while it is torn down, and one connection that only idles.
  HttpsClient waiting(sandbox_test::port_of(address.url), address.ca_pem);
  waiting.send_only("GET", session->base + "tests.json", address.personal_token);
  while (session->server.calls().empty()) {
    std::this_thread::yield();
  }
  const auto start = std::chrono::steady_clock::now();
  session.reset();
  BOOST_TEST((std::chrono::steady_clock::now() - start < std::chrono::seconds(10)));
  BOOST_TEST(idle.is_closed_by_server());
  BOOST_TEST(waiting.is_closed_by_server());
}

BOOST_AUTO_TEST_CASE(a_data_file_outlives_the_server) {
  const TemporaryFolder folder;
  sandbox::Options options;
  options.data_file = folder.path() + "/sandbox data.db";
  sandbox::Address first;
  std::string instance;
  {
    Session session{options};
    first = session.server.address();
    instance = session.instance();
    BOOST_TEST(session.run(instance).status == 200);
  }
  Session session{options};
  BOOST_TEST(session.server.address().personal_token == first.personal_token);
  BOOST_TEST(session.server.address().account_token == first.account_token);
  BOOST_TEST(session.server.address().project_id == first.project_id);
  BOOST_TEST(session.server.address().ca_pem == first.ca_pem);
  BOOST_TEST(session.run(instance).status == 200);
  BOOST_TEST_REQUIRE(session.server.held().size() == 1);
  BOOST_TEST(session.server.held()[0].runs == 2);
  BOOST_TEST(session.instance() != instance);
}

BOOST_AUTO_TEST_CASE(two_servers_do_not_share_a_data_file) {
  const TemporaryFolder folder;
  sandbox::Options options;
  options.data_file = folder.path() + "/data.db";
  const sandbox::Sandbox first{options};
  BOOST_CHECK_THROW(sandbox::Sandbox{options}, std::runtime_error);
}

BOOST_AUTO_TEST_CASE(what_cannot_work_is_said_at_once) {
  sandbox::Options options;
  options.data_file = "/nowhere/at/all/sandbox.db";
  BOOST_CHECK_THROW(sandbox::Sandbox{options}, std::runtime_error);

  const sandbox::Sandbox first{sandbox::Options{}};
  sandbox::Options taken;
  taken.port = sandbox_test::port_of(first.address().url);
  BOOST_CHECK_THROW(sandbox::Sandbox{taken}, std::runtime_error);

  sandbox::Options bad_rule;
  bad_rule.faults = {"POST"};
  BOOST_CHECK_THROW(sandbox::Sandbox{bad_rule}, std::runtime_error);

  sandbox::Options bad_certificate;
  bad_certificate.certificate = "none";
  BOOST_CHECK_THROW(sandbox::Sandbox{bad_certificate}, std::runtime_error);

  sandbox::Options bad_shape;
  bad_shape.error_shape = "round";
  BOOST_CHECK_THROW(sandbox::Sandbox{bad_shape}, std::runtime_error);

  sandbox::Options bad_permission;
  bad_permission.personal_lacks = {"tests-editor"};
  BOOST_CHECK_THROW(sandbox::Sandbox{bad_permission}, std::runtime_error);
}

BOOST_AUTO_TEST_CASE(tokens_given_are_the_tokens_used) {
  sandbox::Options options;
  options.personal_token = "pat";
  options.account_token = "account";
  const sandbox::Sandbox server{options};
  BOOST_TEST(server.address().personal_token == "pat");
  BOOST_TEST(server.address().account_token == "account");
  const sandbox::Sandbox other{sandbox::Options{}};
  BOOST_TEST(other.address().personal_token.size() == 40);
  BOOST_TEST(other.address().personal_token != other.address().account_token);
}

BOOST_AUTO_TEST_SUITE_END()
