#include "tests/client/connect_proxy.hpp"
#include "client/base64.hpp"
#include "tests/client/exchanges.hpp"

using namespace client;
using namespace support;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(connect_proxy)

namespace {

std::string proxy_url(const ConnectProxy& proxy, const std::string& user = {}) {
  return "http://" + user + "127.0.0.1:" + std::to_string(proxy.port());
}

Settings through(const ConnectProxy& proxy, std::uint16_t port, const std::string& user = {}) {
  auto settings = settings_for(port);
  settings.proxy = proxy_url(proxy, user);
  return settings;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_exchange_goes_through_the_proxy_which_never_sees_the_token) {
  TlsServer server(serving_localhost(), {keep_answering});
  ConnectProxy proxy({});
  BOOST_TEST(send_once(through(proxy, server.port())).status == 200);
  const auto target = "localhost:" + std::to_string(server.port());
  BOOST_TEST(contains(proxy.heads(), "CONNECT " + target + " HTTP/1.1\r\nHost: " + target));
  BOOST_TEST(!contains(proxy.heads(), token));
  BOOST_TEST(!contains(proxy.heads(), "Proxy-Authorization"));
  BOOST_TEST(server.server_name() == "localhost");
}

BOOST_AUTO_TEST_CASE(names_are_looked_up_by_the_proxy) {
  // Nobody but the proxy knows this name; the certificate must be for it all the same.
  Subject subject;
  subject.names = {"DNS:practitest.invalid"};
  TlsServer server(serving(subject), {answer_once});
  ConnectProxy proxy({});
  auto settings = settings_for(server.port(), "practitest.invalid");
  settings.proxy = proxy_url(proxy);
  BOOST_TEST(send_once(settings).status == 200);
}

BOOST_AUTO_TEST_CASE(user_and_password_are_sent_to_a_proxy_that_wants_them) {
  TlsServer server(serving_localhost(), {keep_answering});
  ConnectProxy::Options options;
  options.authorization = "Basic " + base64("us@er:pass:word");
  ConnectProxy proxy(options);
  BOOST_TEST(send_once(through(proxy, server.port(), "us%40er:pass%3Aword@")).status == 200);

  const auto none = failure_of(through(proxy, server.port()));
  BOOST_TEST(contains(none.what(), "wants a user and password"));
  BOOST_TEST(!none.may_have_arrived());
  BOOST_TEST(!none.may_pass_later());

  const auto wrong = failure_of(through(proxy, server.port(), "us%40er:hunter2@"));
  BOOST_TEST(contains(wrong.what(), "refuses its user or password"));
  BOOST_TEST(!contains(wrong.what(), "hunter2"));
  BOOST_TEST(!contains(wrong.what(), base64("us@er:hunter2")));
  BOOST_TEST(!wrong.may_pass_later());
}

BOOST_AUTO_TEST_CASE(a_proxy_that_refuses_is_named_with_its_status) {
  const std::vector<std::tuple<std::string, int, bool>> rows = {
      {"HTTP/1.1 403 Forbidden by <policy>\r\nContent-Length: 0\r\n\r\n", 403, false},
      {"HTTP/1.1 502 Bad Gateway\r\n\r\n", 502, true}};
  for (const auto& [answer, status, may_pass_later] : rows) {
    ConnectProxy::Options options;
    options.answer = answer;
    ConnectProxy proxy(options);
    const auto error = failure_of(through(proxy, 4433));
    BOOST_TEST(
        error.what() == "proxy 127.0.0.1:" + std::to_string(proxy.port()) +
                            " refuses to connect to localhost:4433: " + std::to_string(status)
    );
    BOOST_TEST(!error.may_have_arrived());
    BOOST_TEST(error.may_pass_later() == may_pass_later);
  }
}

BOOST_AUTO_TEST_CASE(a_proxy_out_of_reach_is_named) {
  auto settings = settings_for(4433);
  const auto port = std::to_string(closed_port());
  settings.proxy = "http://user:hunter2@127.0.0.1:" + port;
  const auto error = failure_of(settings);
  BOOST_TEST(
      error.what() == "connect to proxy 127.0.0.1:" + port +
                          ": connection refused; check the proxy (--proxy, HTTPS_PROXY) and "
                          "the network"
  );
  BOOST_TEST(!error.may_have_arrived());
}

BOOST_AUTO_TEST_CASE(a_proxy_that_never_answers_runs_into_the_connect_deadline) {
  ConnectProxy::Options options;
  options.silent = true;
  ConnectProxy proxy(options);
  auto settings = through(proxy, 4433);
  settings.connect_timeout = 50ms;
  const auto error = failure_of(settings);
  BOOST_TEST(contains(error.what(), "connect to localhost:4433 through proxy 127.0.0.1:"));
  BOOST_TEST(contains(error.what(), ": no answer within 0.05 s"));
  BOOST_TEST(!error.may_have_arrived());
  BOOST_TEST(error.may_pass_later());
}

BOOST_AUTO_TEST_CASE(the_servers_certificate_is_verified_through_the_proxy_too) {
  Subject subject;
  subject.names = {"DNS:other.example"};
  TlsServer server(serving(subject), {answer_once});
  ConnectProxy proxy({});
  const auto error = failure_of(through(proxy, server.port()));
  BOOST_TEST(contains(error.what(), "hostname mismatch"));
}

BOOST_AUTO_TEST_SUITE_END()
