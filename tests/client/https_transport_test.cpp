#include "client/https_transport.hpp"

#include "tests/client/run.hpp"
#include "tests/client/tls_server.hpp"

#include <unistd.h>
#include <boost/asio/ip/tcp.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <future>

using namespace client;
using namespace std::chrono_literals;

namespace {

const std::string token = "canary-d41d8cd98f00b204";

const support::Identity& authority() {
  static const auto made = support::make_authority();
  return made;
}

support::TlsServer::Options serving(const support::Subject& subject) {
  support::TlsServer::Options options;
  options.identity = support::make_certificate(authority(), subject);
  return options;
}

support::TlsServer::Options serving_localhost() {
  support::Subject subject;
  subject.names = {"DNS:localhost", "IP:127.0.0.1", "IP:::1"};
  return serving(subject);
}

Settings settings_for(std::uint16_t port, const std::string& host = "localhost") {
  Settings settings;
  settings.base_url = "https://" + host + ":" + std::to_string(port);
  settings.token = token;
  settings.ca_pem = authority().certificate;
  return settings;
}

Request asking(const std::string& method = "GET", const std::string& body = {}) {
  Request request;
  request.method = method;
  request.target = "/api/v2/projects.json?page%5Bnumber%5D=1";
  request.body = body;
  return request;
}

Response send(HttpsTransport& transport, boost::asio::io_context& context, const Request& request) {
  return support::run(context, transport.send(request));
}

/// What comes of one exchange on a transport of its own.
Response send_once(const Settings& settings, const Request& request = asking()) {
  boost::asio::io_context context;
  HttpsTransport transport(settings);
  return send(transport, context, request);
}

/// The exchange must fail; no message of ours may hold the token.
TransportError failure_of(const Settings& settings, const Request& request = asking()) {
  try {
    const auto response = send_once(settings, request);
    throw std::logic_error("was answered " + std::to_string(response.status));
  } catch (const TransportError& error) {
    BOOST_TEST(std::string(error.what()).find(token) == std::string::npos);
    return error;
  }
}

void answer_once(support::Peer& peer) {
  peer.read();
  peer.write(support::answer(200, "{}"));
  peer.wait_for_client();
}

void keep_answering(support::Peer& peer) {
  while (!peer.read().empty()) {
    peer.write(support::answer(200, "{}"));
  }
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(https_transport)

BOOST_AUTO_TEST_CASE(sends_the_request_with_the_token_as_a_header_and_reads_the_answer) {
  std::string seen;
  support::TlsServer server(
      serving_localhost(), {[&seen](support::Peer& peer) {
        seen = peer.read();
        peer.write(support::answer(201, R"({"data":1})", "Retry-After: 17\r\n"));
        peer.wait_for_client();
      }}
  );
  const auto response = send_once(settings_for(server.port()), asking("POST", R"({"data":[]})"));
  BOOST_TEST(response.status == 201);
  BOOST_TEST(response.body == R"({"data":1})");
  BOOST_CHECK(response.retry_after == 17s);
  BOOST_TEST(contains(seen, "POST /api/v2/projects.json?page%5Bnumber%5D=1 HTTP/1.1\r\n"));
  BOOST_TEST(contains(seen, "Host: localhost:" + std::to_string(server.port()) + "\r\n"));
  BOOST_TEST(contains(seen, "PTToken: " + token + "\r\n"));
  BOOST_TEST(contains(seen, "Content-Type: application/json\r\n"));
  BOOST_TEST(contains(seen, "\r\n\r\n{\"data\":[]}"));
  BOOST_TEST(server.server_name() == "localhost");
}

BOOST_AUTO_TEST_CASE(reaches_a_server_by_its_address_without_naming_it) {
  support::TlsServer server(serving_localhost(), {answer_once});
  BOOST_TEST(send_once(settings_for(server.port(), "127.0.0.1")).status == 200);
  BOOST_TEST(server.server_name() == "");
}

BOOST_AUTO_TEST_CASE(every_status_is_an_answer_and_redirects_are_not_followed) {
  for (const int status : {301, 401, 404, 422, 429, 500, 503}) {
    support::TlsServer server(
        serving_localhost(), {[status](support::Peer& peer) {
          peer.read();
          peer.write(support::answer(status, "no", "Location: https://localhost:1/\r\n"));
          peer.wait_for_client();
        }}
    );
    BOOST_TEST(send_once(settings_for(server.port())).status == status);
  }
}

BOOST_AUTO_TEST_CASE(an_answer_that_repeats_the_token_does_not_hand_it_on) {
  support::TlsServer server(serving_localhost(), {[](support::Peer& peer) {
                              peer.read();
                              peer.write(support::answer(401, "bad token " + token + "!"));
                              peer.wait_for_client();
                            }});
  BOOST_TEST(send_once(settings_for(server.port())).body == "bad token [token]!");
}

BOOST_AUTO_TEST_CASE(interim_answers_are_passed_over) {
  support::TlsServer server(
      serving_localhost(), {[](support::Peer& peer) {
        peer.read();
        peer.write("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + support::answer(200, "real"));
        peer.wait_for_client();
      }}
  );
  BOOST_TEST(send_once(settings_for(server.port())).body == "real");
}

// Certificates: nothing that another try could mend, and the message says what to do.

void expect_certificate_trouble(const TransportError& error, const std::string& words) {
  BOOST_TEST_CONTEXT(error.what()) {
    BOOST_TEST(contains(error.what(), words));
    BOOST_TEST(!error.may_have_arrived());
    BOOST_TEST(!error.may_pass_later());
  }
}

BOOST_AUTO_TEST_CASE(an_expired_certificate_is_refused_with_its_date) {
  support::Subject subject;
  subject.names = {"DNS:localhost"};
  subject.starts = -48h;
  subject.ends = -24h;
  support::TlsServer server(serving(subject), {answer_once});
  const auto error = failure_of(settings_for(server.port()));
  expect_certificate_trouble(error, "the certificate of localhost expired on ");
  BOOST_TEST(contains(error.what(), " GMT"));
}

BOOST_AUTO_TEST_CASE(a_certificate_that_is_not_valid_yet_hints_at_the_clock) {
  support::Subject subject;
  subject.names = {"DNS:localhost"};
  subject.starts = 24h;
  subject.ends = 48h;
  support::TlsServer server(serving(subject), {answer_once});
  expect_certificate_trouble(failure_of(settings_for(server.port())), "is not valid yet");
}

BOOST_AUTO_TEST_CASE(a_certificate_for_other_names_is_refused_with_those_names) {
  support::Subject subject;
  subject.names = {"DNS:one.example", "DNS:*.two.example"};
  support::TlsServer server(serving(subject), {answer_once});
  expect_certificate_trouble(
      failure_of(settings_for(server.port())),
      "the certificate is not for localhost but for other names (one.example, *.two.example): "
      "hostname mismatch"
  );
  expect_certificate_trouble(
      failure_of(settings_for(server.port(), "127.0.0.1")), "not for 127.0.0.1"
  );
}

BOOST_AUTO_TEST_CASE(an_unknown_authority_is_refused_with_the_way_out) {
  support::TlsServer server(serving_localhost(), {answer_once});
  auto settings = settings_for(server.port());
  settings.ca_pem.clear();
  expect_certificate_trouble(
      failure_of(settings),
      "the certificate of localhost is not signed by a known authority; for a private one use "
      "--ca-file"
  );
}

BOOST_AUTO_TEST_CASE(tls_older_than_1_2_is_refused) {
  auto options = serving_localhost();
  options.tls11 = true;
  support::TlsServer server(options, {answer_once});
  const auto error = failure_of(settings_for(server.port()));
  BOOST_TEST(!error.may_have_arrived());
  BOOST_TEST(contains(error.what(), "TLS handshake with localhost:"));
}

/// A file with a text, for as long as it lives.
class TemporaryFile {
public:
  explicit TemporaryFile(const std::string& text) {
    static int number = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("ptimport-client-test-" + std::to_string(::getpid()) + "-" + std::to_string(number++));
    std::ofstream(path_) << text;
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  std::string path() const { return path_.string(); }

private:
  std::filesystem::path path_;
};

BOOST_AUTO_TEST_CASE(a_private_authority_is_trusted_from_a_file) {
  support::TlsServer server(serving_localhost(), {answer_once});
  const TemporaryFile ca_file(authority().certificate);
  auto settings = settings_for(server.port());
  settings.ca_pem.clear();
  settings.ca_file = ca_file.path();
  BOOST_TEST(send_once(settings).status == 200);
}

BOOST_AUTO_TEST_CASE(a_client_certificate_is_presented_where_the_server_asks_for_one) {
  auto options = serving_localhost();
  options.client_authority = authority().certificate;
  support::Subject subject;
  subject.names = {"DNS:client"};
  const auto client = support::make_certificate(authority(), subject);
  const TemporaryFile certificate(client.certificate);
  const TemporaryFile key(client.key);

  support::TlsServer server(options, {answer_once});
  auto settings = settings_for(server.port());
  settings.client_cert = certificate.path();
  settings.client_key = key.path();
  BOOST_TEST(send_once(settings).status == 200);

  // TLS 1.3 refuses only after our side of the handshake: the request may already be under way.
  const auto error = failure_of(settings_for(server.port()));
  BOOST_TEST(contains(error.what(), "--client-cert"));
  BOOST_TEST(!error.may_pass_later());
}

BOOST_AUTO_TEST_CASE(settings_that_cannot_work_are_refused_at_once) {
  const TemporaryFile nonsense("nonsense");
  std::vector<std::pair<std::string, Settings>> rows(8, {"", settings_for(1)});
  rows[0].first = "only https is spoken";
  rows[0].second.base_url = "http://api.practitest.com";
  rows[1].first = "not a URL of a server";
  rows[1].second.base_url = "api.practitest.com";
  rows[2].first = "cannot use the CA file /nowhere/ca.pem: No such file or directory";
  rows[2].second.ca_file = "/nowhere/ca.pem";
  rows[3].first = "cannot use the CA file " + nonsense.path();
  rows[3].second.ca_file = nonsense.path();
  rows[4].first = "cannot use the client certificate " + nonsense.path();
  rows[4].second.client_cert = nonsense.path();
  rows[5].first = "the token holds blanks";
  rows[5].second.token = token + "\r\nX-Evil: 1";
  rows[6].first = "over http:// only, not socks5://";
  rows[6].second.proxy = "socks5://user:secret@proxy:1";
  rows[7].first = "the proxy is not given as http://host:port";
  rows[7].second.proxy = "http://user:sec%ret@proxy:1";
  for (const auto& [words, settings] : rows) {
    BOOST_TEST_CONTEXT(words) {
      const auto as_told = [&words = words](const std::invalid_argument& error) {
        const std::string what = error.what();
        return contains(what, words) && !contains(what, "secret") && !contains(what, token);
      };
      BOOST_CHECK_EXCEPTION(HttpsTransport transport(settings), std::invalid_argument, as_told);
    }
  }
}

// Failures of the network, told apart by whether the request may have arrived.

BOOST_AUTO_TEST_CASE(a_refused_connection_certainly_did_not_arrive) {
  const auto port = support::closed_port();
  const auto error = failure_of(settings_for(port));
  BOOST_TEST(
      error.what() == "connect to localhost:" + std::to_string(port) + ": connection refused"
  );
  BOOST_TEST(!error.may_have_arrived());
  BOOST_TEST(error.may_pass_later());
}

BOOST_AUTO_TEST_CASE(a_server_that_never_shakes_hands_runs_into_the_handshake_deadline) {
  boost::asio::io_context context;
  using boost::asio::ip::tcp;
  const tcp::acceptor deaf(context, tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0));
  const auto port = deaf.local_endpoint().port();
  auto settings = settings_for(port);
  settings.handshake_timeout = 30ms;
  const auto error = failure_of(settings);
  BOOST_TEST(
      error.what() ==
      "TLS handshake with localhost:" + std::to_string(port) + ": no answer within 0.03 s"
  );
  BOOST_TEST(!error.may_have_arrived());
  BOOST_TEST(error.may_pass_later());
}

BOOST_AUTO_TEST_CASE(a_server_that_never_answers_runs_into_the_read_deadline) {
  support::TlsServer server(serving_localhost(), {[](support::Peer& peer) {
                              peer.read();
                              peer.wait_for_client();
                            }});
  auto settings = settings_for(server.port());
  settings.read_timeout = 30ms;
  const auto error = failure_of(settings, asking("POST", "{}"));
  BOOST_TEST(
      error.what() ==
      "read from localhost:" + std::to_string(server.port()) + ": no answer within 0.03 s"
  );
  BOOST_TEST(error.may_have_arrived());
}

BOOST_AUTO_TEST_CASE(an_answer_that_trickles_runs_into_the_deadline_of_the_whole_call) {
  support::TlsServer server(serving_localhost(), {[](support::Peer& peer) {
                              peer.read();
                              peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this"
                              );
                              peer.wait_for_client();
                            }});
  auto settings = settings_for(server.port());
  settings.call_timeout = 200ms;
  const auto start = std::chrono::steady_clock::now();
  const auto error = failure_of(settings);
  BOOST_TEST(error.may_have_arrived());
  BOOST_CHECK(std::chrono::steady_clock::now() - start < 10s);
}

BOOST_AUTO_TEST_CASE(a_server_that_takes_nothing_runs_into_the_write_deadline) {
  std::promise<void> over;
  support::TlsServer server(serving_localhost(), {[&over](support::Peer&) {
                              over.get_future().wait();
                            }});
  auto settings = settings_for(server.port());
  settings.write_timeout = 50ms;
  const auto error = failure_of(settings, asking("POST", std::string(32U << 20U, 'x')));
  over.set_value();
  BOOST_TEST(contains(error.what(), "not taken within 0.05 s"));
  BOOST_TEST(error.may_have_arrived());
}

BOOST_AUTO_TEST_CASE(a_connection_dropped_before_the_answer_may_have_arrived) {
  support::TlsServer server(serving_localhost(), {[](support::Peer& peer) {
                              peer.read();
                              peer.close();
                            }});
  const auto error = failure_of(settings_for(server.port()));
  BOOST_TEST(
      error.what() ==
      "read from localhost:" + std::to_string(server.port()) + ": the connection was closed"
  );
  BOOST_TEST(error.may_have_arrived());
  BOOST_TEST(error.may_pass_later());
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_cut_off_is_no_answer) {
  support::TlsServer server(serving_localhost(), {[](support::Peer& peer) {
                              peer.read();
                              peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"data\":"
                              );
                              peer.close();
                            }});
  const auto error = failure_of(settings_for(server.port()));
  BOOST_TEST(contains(error.what(), "the answer was cut off by localhost:"));
  BOOST_TEST(error.may_have_arrived());
  BOOST_TEST(error.may_pass_later());
}

BOOST_AUTO_TEST_CASE(something_that_is_not_http_is_no_answer) {
  support::TlsServer server(serving_localhost(), {[](support::Peer& peer) {
                              peer.read();
                              peer.write("220 smtp.example ESMTP\r\n\r\n");
                              peer.wait_for_client();
                            }});
  const auto error = failure_of(settings_for(server.port()));
  BOOST_TEST(contains(error.what(), "read from localhost:"));
  BOOST_TEST(!contains(error.what(), "/usr"));
}

BOOST_AUTO_TEST_CASE(answers_over_the_limit_are_refused_however_their_size_is_told) {
  const std::string chunked_head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  const std::string chunk = "3e8\r\n" + std::string(1000, 'x') + "\r\n";
  const std::string endless_header =
      "HTTP/1.1 200 OK\r\nX: " + std::string(200'000, 'x') + "\r\n\r\n";
  for (const auto& bytes :
       {support::answer(200, std::string(1001, 'x')),
        chunked_head + chunk + chunk + "0\r\n\r\n",
        endless_header}) {
    support::TlsServer server(serving_localhost(), {[bytes](support::Peer& peer) {
                                peer.read();
                                peer.write(bytes);
                                peer.wait_for_client();
                              }});
    auto settings = settings_for(server.port());
    settings.max_answer = 1000;
    const auto error = failure_of(settings);
    BOOST_TEST(contains(error.what(), "is larger than"));
    BOOST_TEST(!error.may_pass_later());
    BOOST_TEST(error.may_have_arrived());
  }
  support::TlsServer server(serving_localhost(), {[](support::Peer& peer) {
                              peer.read();
                              peer.write(support::answer(200, std::string(1000, 'x')));
                              peer.wait_for_client();
                            }});
  auto settings = settings_for(server.port());
  settings.max_answer = 1000;
  BOOST_TEST(send_once(settings).body.size() == 1000);
}

// Kept-alive connections.

BOOST_AUTO_TEST_CASE(a_connection_is_used_again) {
  support::TlsServer server(serving_localhost(), {keep_answering});
  boost::asio::io_context context;
  HttpsTransport transport(settings_for(server.port()));
  for (int i = 0; i < 5; ++i) {
    BOOST_TEST(send(transport, context, asking(i % 2 == 0 ? "GET" : "POST", "{}")).status == 200);
  }
  BOOST_TEST(server.connections() == 1);
}

BOOST_AUTO_TEST_CASE(a_connection_that_the_server_will_close_is_not_used_again) {
  support::TlsServer server(serving_localhost(), {[](support::Peer& peer) {
                              peer.read();
                              peer.write(support::answer(200, "{}", "Connection: close\r\n"));
                              peer.wait_for_client();
                            }});
  boost::asio::io_context context;
  HttpsTransport transport(settings_for(server.port()));
  BOOST_TEST(send(transport, context, asking("POST", "{}")).status == 200);
  BOOST_TEST(send(transport, context, asking("POST", "{}")).status == 200);
  BOOST_TEST(server.connections() == 2);
}

BOOST_AUTO_TEST_CASE(a_connection_closed_while_idle_costs_neither_a_read_nor_a_write) {
  for (const std::string method : {"GET", "POST"}) {
    for (const bool with_goodbye : {true, false}) {
      std::promise<void> closed;
      const auto close_after_one = [&closed, with_goodbye](support::Peer& peer) {
        peer.read();
        peer.write(support::answer(200, "first"));
        with_goodbye ? peer.close() : peer.drop();
        closed.set_value();
      };
      support::TlsServer server(serving_localhost(), {close_after_one, answer_once});
      boost::asio::io_context context;
      HttpsTransport transport(settings_for(server.port()));
      BOOST_TEST(send(transport, context, asking(method, "{}")).body == "first");
      closed.get_future().wait();
      BOOST_TEST(send(transport, context, asking(method, "{}")).body == "{}");
      BOOST_TEST(server.connections() == 2);
    }
  }
}

BOOST_AUTO_TEST_CASE(no_more_connections_are_open_than_allowed) {
  // The server handles one connection at a time: with two, the second would wait for ever.
  support::TlsServer server(serving_localhost(), {keep_answering});
  boost::asio::io_context context;
  auto settings = settings_for(server.port());
  settings.connections = 1;
  HttpsTransport transport(settings);
  int answered = 0;
  for (int i = 0; i < 10; ++i) {
    boost::asio::co_spawn(
        context,
        transport.send(asking()),
        [&answered](std::exception_ptr error, const Response&) { answered += error ? 0 : 1; }
    );
  }
  context.run();
  BOOST_TEST(answered == 10);
  BOOST_TEST(server.connections() == 1);
}

BOOST_AUTO_TEST_CASE(a_failed_exchange_makes_room_for_the_next) {
  support::TlsServer server(
      serving_localhost(),
      {[](support::Peer& peer) {
         peer.read();
         peer.drop();
       },
       answer_once}
  );
  boost::asio::io_context context;
  auto settings = settings_for(server.port());
  settings.connections = 1;
  HttpsTransport transport(settings);
  BOOST_CHECK_THROW(send(transport, context, asking()), TransportError);
  BOOST_TEST(send(transport, context, asking()).status == 200);
}

BOOST_AUTO_TEST_CASE(can_be_torn_down_in_the_middle_of_an_exchange) {
  support::TlsServer server(serving_localhost(), {[](support::Peer& peer) {
                              peer.read();
                              peer.wait_for_client();
                            }});
  boost::asio::io_context context;
  HttpsTransport transport(settings_for(server.port()));
  for (int i = 0; i < 6; ++i) {
    boost::asio::co_spawn(
        context, transport.send(asking()), [](std::exception_ptr, const Response&) {}
    );
  }
  context.run_for(50ms);
  BOOST_TEST(server.connections() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
