#include "tests/e2e/bench.hpp"
#include "tests/e2e/connect_proxy.hpp"

#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <algorithm>

using namespace e2e;

BOOST_AUTO_TEST_SUITE(network)

namespace {

sandbox::Options with_certificate(const char* kind) {
  auto options = practitest();
  options.certificate = kind;
  return options;
}

/// A PractiTest called elsewhere.example, which only the proxy can find.
struct Elsewhere {
  Elsewhere() : bench(with_certificate("wrong-host")) {
    auto& url = bench.options["--url"];
    const auto port = url.substr(url.rfind(':') + 1);
    url = "https://elsewhere.example:" + port;
    target = "elsewhere.example:" + port;
    report = bench.report("r.xml", many(3));
  }

  Bench bench;
  std::string target;
  std::string report;
};

std::string url_of(const ConnectProxy& proxy, const std::string& credentials = {}) {
  return fmt::format("http://{}127.0.0.1:{}", credentials, proxy.port());
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_expired_certificate_is_refused_in_clear_words) {
  const Bench bench(with_certificate("expired"));
  const auto told = bench.import({bench.report("r.xml", many(1))});
  BOOST_TEST(told.exit_code == 5);
  BOOST_TEST((told.err.find("the certificate of localhost expired on") != std::string::npos));
  BOOST_TEST(told.calls.empty());
}

BOOST_AUTO_TEST_CASE(a_certificate_for_another_host_is_refused_in_clear_words) {
  const Bench bench(with_certificate("wrong-host"));
  const auto told = bench.import({bench.report("r.xml", many(1))});
  BOOST_TEST(told.exit_code == 5);
  BOOST_TEST((told.err.find("not for localhost") != std::string::npos), told.err);
  BOOST_TEST((told.err.find("elsewhere.example") != std::string::npos), told.err);
  BOOST_TEST(told.calls.empty());
}

BOOST_AUTO_TEST_CASE(a_self_signed_certificate_is_refused) {
  const Bench bench(with_certificate("self-signed"));
  const auto told = bench.import({bench.report("r.xml", many(1))});
  BOOST_TEST(told.exit_code == 5);
  BOOST_TEST((told.err.find("not signed by a known authority") != std::string::npos), told.err);
}

BOOST_AUTO_TEST_CASE(an_unknown_authority_is_refused_with_a_hint_at_ca_file) {
  Bench bench;
  bench.options.erase("--ca-file");
  const auto told = bench.import({bench.report("r.xml", many(1))});
  BOOST_TEST(told.exit_code == 5);
  BOOST_TEST((told.err.find("--ca-file") != std::string::npos), told.err);
  BOOST_TEST(told.calls.empty());
}

BOOST_AUTO_TEST_CASE(nothing_is_recorded_while_nobody_listens) {
  Bench bench;
  const auto report = bench.report("r.xml", many(1));
  bench.server.reset();
  const auto told = bench.import({"--retries", "1", "--format", "json", report});
  BOOST_TEST(told.exit_code == 5);
  BOOST_TEST((told.err.find("connect to localhost") != std::string::npos), told.err);
  BOOST_TEST((told.err.find("2 attempts") != std::string::npos), told.err);
  BOOST_TEST(told.json().at("exit_code").to_number<int>() == 5);
}

BOOST_AUTO_TEST_CASE(an_unknown_host_is_out_of_reach) {
  const Bench bench;
  const auto told = bench.import(
      {"--url", "https://nobody.invalid", "--retries", "0", bench.report("r.xml", many(1))}
  );
  BOOST_TEST(told.exit_code == 5);
  BOOST_TEST((told.err.find("look up nobody.invalid") != std::string::npos), told.err);
}

BOOST_AUTO_TEST_CASE(a_server_that_goes_away_half_way_is_told_with_what_was_recorded) {
  Bench bench;
  bench.has_recorded(many(400));
  bench.server->set_faults({"POST runs.json: delay 100"});
  const auto report = bench.report("r.xml", many(400));
  Process process(bench.command("import", {"-v", "--format", "json", "--retries", "0", report}));
  process.wait_for("POST runs.json -> 200");
  bench.server.reset();
  Told told;
  static_cast<Ended&>(told) = process.wait();
  BOOST_TEST(told.exit_code == 5, told.err);
  const auto outcomes = told.json().at("outcomes");
  BOOST_TEST(outcomes.at("recorded").to_number<int>() > 0);
  BOOST_TEST(outcomes.at("not sent").to_number<int>() > 0);
}

BOOST_AUTO_TEST_CASE(a_proxy_carries_the_import) {
  const Elsewhere there;
  const ConnectProxy proxy;
  const auto told = there.bench.import({"--proxy", url_of(proxy), there.report});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(there.bench.server->runs().size() == 3U);
  BOOST_TEST_REQUIRE(!proxy.asked_for().empty());
  for (const auto& target : proxy.asked_for()) {
    BOOST_TEST(target == there.target);
  }
}

BOOST_AUTO_TEST_CASE(a_proxy_of_the_environment_is_used) {
  for (const auto* name : {"HTTPS_PROXY", "https_proxy"}) {
    Elsewhere there;
    const ConnectProxy proxy;
    there.bench.environment[name] = url_of(proxy);
    BOOST_TEST(there.bench.import({there.report}).exit_code == 0, name);
    BOOST_TEST(!proxy.asked_for().empty());
  }
}

BOOST_AUTO_TEST_CASE(no_proxy_excepts_hosts_from_the_environment_s_proxy) {
  Elsewhere there;
  const ConnectProxy proxy;
  there.bench.environment["HTTPS_PROXY"] = url_of(proxy);
  there.bench.environment["NO_PROXY"] = "localhost,.example";
  const auto told = there.bench.import({"--retries", "0", there.report});
  // Without the proxy nobody knows elsewhere.example.
  BOOST_TEST(told.exit_code == 5);
  BOOST_TEST(proxy.asked_for().empty());
}

BOOST_AUTO_TEST_CASE(a_server_on_this_machine_is_reached_without_the_environment_s_proxy) {
  Bench bench;
  const ConnectProxy proxy;
  bench.environment["HTTPS_PROXY"] = url_of(proxy);
  BOOST_TEST(bench.import({bench.report("r.xml", many(3))}).exit_code == 0);
  BOOST_TEST(proxy.asked_for().empty());
}

BOOST_AUTO_TEST_CASE(a_proxy_with_user_and_password_is_given_them_and_nobody_else) {
  const Elsewhere there;
  const ConnectProxy proxy("builder:canary-p@ss");
  const auto told =
      there.bench.import({"-v", "--proxy", url_of(proxy, "builder:canary-p%40ss@"), there.report});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(!told.says("canary-p"));
  BOOST_TEST(there.bench.server->runs().size() == 3U);
}

BOOST_AUTO_TEST_CASE(a_proxy_that_wants_a_password_is_explained) {
  const Elsewhere there;
  const ConnectProxy proxy("builder:secret");
  const auto told = there.bench.import({"--proxy", url_of(proxy), there.report});
  BOOST_TEST(told.exit_code == 5);
  BOOST_TEST((told.err.find("wants a user and password") != std::string::npos), told.err);
  BOOST_TEST(proxy.asked_for().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_proxy_s_wrong_password_is_explained_and_not_repeated) {
  const Elsewhere there;
  const ConnectProxy proxy("builder:secret");
  const auto told =
      there.bench.import({"-v", "--proxy", url_of(proxy, "builder:canary-wrong@"), there.report});
  BOOST_TEST(told.exit_code == 5);
  BOOST_TEST((told.err.find("refuses its user or password") != std::string::npos), told.err);
  BOOST_TEST(!told.says("canary-wrong"));
}

BOOST_AUTO_TEST_CASE(a_malformed_proxy_is_a_wrong_configuration_and_its_password_is_not_repeated) {
  const Elsewhere there;
  for (const auto* proxy :
       {"http://builder:canary-secret@", "ftp://builder:canary-secret@host:1", "::canary-secret"}) {
    const auto told = there.bench.import({"--proxy", proxy, there.report});
    BOOST_TEST(told.exit_code == 2, proxy);
    BOOST_TEST(!told.says("canary-secret"), told.err);
  }
}

BOOST_AUTO_TEST_CASE(a_proxy_that_is_down_is_out_of_reach_and_named) {
  const Elsewhere there;
  std::string url;
  {
    const ConnectProxy proxy;
    url = url_of(proxy);
  }
  const auto told = there.bench.import({"--proxy", url, "--retries", "0", there.report});
  BOOST_TEST(told.exit_code == 5);
  BOOST_TEST((told.err.find("connect to proxy 127.0.0.1") != std::string::npos), told.err);
}

BOOST_AUTO_TEST_CASE(connections_are_kept_alive_and_few) {
  const Bench bench;
  const auto told = bench.import({bench.report("r.xml", many(60))});
  std::size_t connections = 0;
  for (const auto& call : told.calls) {
    connections = std::max(connections, call.connection);
  }
  BOOST_TEST(told.calls.size() > 60U);
  BOOST_TEST(connections <= 8U);
}

BOOST_AUTO_TEST_SUITE_END()
