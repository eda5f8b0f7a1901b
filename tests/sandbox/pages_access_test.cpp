#include "sandbox/sandbox.hpp"
#include "tests/sandbox/seen.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using sandbox_test::has;
using sandbox_test::Seen;
using sandbox_test::Visit;

// Who may see the sandbox's pages, and what visits must not do.
BOOST_AUTO_TEST_SUITE(pages_access)

BOOST_AUTO_TEST_CASE(pages_are_fenced_in) {
  Seen seen;
  for (const auto* address : {"/", "/sets/1"}) {
    const auto answer = seen.answer(address);
    const auto& policy = answer.headers.at("content-security-policy");
    BOOST_TEST(policy.find("default-src 'none'; style-src 'self';") == 0, policy);
    BOOST_TEST(answer.headers.at("x-content-type-options") == "nosniff");
    BOOST_TEST(answer.headers.at("x-frame-options") == "DENY");
    BOOST_TEST(answer.headers.at("cross-origin-resource-policy") == "same-origin");
    BOOST_TEST(answer.headers.at("cache-control") == "no-store");
    BOOST_TEST(!has(answer.body, "style=\""));
  }
  const auto style = seen.answer("/style.css");
  BOOST_TEST(style.content_type == "text/css; charset=utf-8");
  BOOST_TEST(has(style.body, "prefers-color-scheme: dark"));
  BOOST_TEST(has(style.body, ".pager"));
}

BOOST_AUTO_TEST_CASE(no_page_tells_a_token) {
  Seen seen;
  const auto set = seen.set("Nightly", {seen.test("adds")});
  const auto instance = seen.instance(set);
  const auto run = seen.run(instance, R"(,"exit-code":0)");
  const auto& address = seen.server.address();
  for (const auto& target :
       {std::string("/"),
        "/sets/" + set,
        "/instances/" + instance,
        "/runs/" + run,
        std::string("/no")}) {
    const auto answer = seen.answer(target + "?api_token=" + address.personal_token);
    BOOST_TEST(!has(answer.body, address.personal_token), target);
    BOOST_TEST(!has(answer.body, address.account_token), target);
    BOOST_TEST(!has(answer.body, "PRIVATE KEY"), target);
  }
}

BOOST_AUTO_TEST_CASE(only_looking_is_possible) {
  Seen seen;
  const auto set = seen.set("Nightly", {seen.test("adds")});
  for (const auto* method : {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"}) {
    Visit visit;
    visit.method = method;
    visit.target = "/sets/" + set;
    const auto answer = seen.client.visit(visit);
    BOOST_TEST(answer.status == 405, method);
    BOOST_TEST(answer.headers.at("allow") == "GET, HEAD");
    BOOST_TEST(has(answer.body, "only for looking"), method);
  }
  Visit head;
  head.method = "HEAD";
  const auto answer = seen.client.visit(head);
  BOOST_TEST(answer.status == 200);
  BOOST_TEST(answer.body.empty());
  BOOST_TEST(answer.headers.at("content-length") == std::to_string(seen.page("/").size()));
}

BOOST_AUTO_TEST_CASE(pages_are_shown_under_names_of_this_machine_only) {
  Seen seen;
  Visit visit;
  for (const auto* host :
       {"localhost", "LOCALHOST:8443", "127.0.0.1:1", "127.0.0.1", "[::1]:443", "[::1]"}) {
    visit.host = host;
    BOOST_TEST(seen.client.visit(visit).status == 200, host);
  }
  for (const auto* host :
       {"evil.example",
        "evil.example:443",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "localhost:80@evil.example",
        "localhost:evil",
        "[::1",
        "::1",
        "evil.example]",
        ""}) {
    visit.host = host;
    const auto answer = seen.client.visit(visit);
    BOOST_TEST(answer.status == 421, host);
    BOOST_TEST(has(answer.body, "localhost or 127.0.0.1"), host);
    BOOST_TEST(!has(answer.body, "Nothing is recorded"), host);
  }
  visit.target = "/style.css";
  visit.host = "evil.example";
  BOOST_TEST(seen.client.visit(visit).status == 421);
}

BOOST_AUTO_TEST_CASE(the_api_is_as_it_was_and_does_not_see_visits) {
  sandbox::Options options;
  options.rate = 2;
  options.faults = {"* * #1: 500", "GET * #2: 503"};
  Seen seen{options};
  for (int i = 0; i < 5; ++i) {
    seen.page("/");
    seen.answer("/sets/1");
  }
  BOOST_TEST(seen.server.calls().empty());
  BOOST_TEST(seen.server.busiest_minute() == 0);

  const auto& token = seen.server.address().personal_token;
  BOOST_TEST(seen.client.send("GET", seen.base + "tests.json", token).status == 500);
  seen.page("/");
  BOOST_TEST(seen.client.send("GET", seen.base + "tests.json", token).status == 503);
  seen.page("/");
  BOOST_TEST(seen.client.send("GET", seen.base + "tests.json", token).status == 429);

  Visit program;
  program.accept = "application/json";
  for (const auto* target : {"/", "/sets/1"}) {
    program.target = target;
    const auto answer = seen.client.visit(program);
    BOOST_TEST(answer.status == 401, target);
    BOOST_TEST(answer.content_type == "application/json; charset=utf-8", target);
  }
  Visit browser;  // A person who tries the API's own address.
  for (const auto* target : {"/api", "/api/", "/api?x=1", "/api/v2/projects.json"}) {
    browser.target = target;
    BOOST_TEST(seen.client.visit(browser).status == 401, target);
  }
  BOOST_TEST(seen.server.calls().size() == 9);
  browser.target = "/apix";
  BOOST_TEST(seen.client.visit(browser).status == 404);
}

BOOST_AUTO_TEST_SUITE_END()
