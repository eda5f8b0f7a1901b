#include "client/https_transport.hpp"

#include "tests/client/exchanges.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <future>

using namespace client;
using namespace support;
using namespace std::chrono_literals;

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

bool has_ipv6() {
  boost::asio::io_context context;
  boost::asio::ip::tcp::acceptor acceptor(context);
  boost::system::error_code error;
  acceptor.open(boost::asio::ip::tcp::v6(), error);
  if (!error) {
    acceptor.bind({boost::asio::ip::address_v6::loopback(), 0}, error);
  }
  return !error;
}

BOOST_AUTO_TEST_CASE(reaches_a_server_by_an_ipv6_address) {
  if (!has_ipv6()) {
    BOOST_TEST_MESSAGE("skipped: this machine has no IPv6");
    return;
  }
  auto options = serving_localhost();
  options.ipv6 = true;
  std::string seen;
  TlsServer server(options, {[&seen](Peer& peer) {
                     seen = peer.read();
                     peer.write(answer(200, "{}"));
                     peer.wait_for_client();
                   }});
  BOOST_TEST(send_once(settings_for(server.port(), "[::1]")).status == 200);
  BOOST_TEST(contains(seen, "Host: [::1]:" + std::to_string(server.port())));
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

// Failures of the network, told apart by whether the request may have arrived.

BOOST_AUTO_TEST_CASE(a_refused_connection_certainly_did_not_arrive) {
  const auto port = support::closed_port();
  const auto error = failure_of(settings_for(port));
  BOOST_TEST(contains(
      error.what(), "connect to localhost:" + std::to_string(port) + ": connection refused"
  ));
  BOOST_TEST(!error.may_have_arrived());
  BOOST_TEST(error.may_pass_later());
}

BOOST_AUTO_TEST_CASE(a_host_that_nobody_knows_certainly_did_not_get_the_request) {
  const auto error = failure_of(settings_for(4433, "practitest.invalid"));
  BOOST_TEST(contains(error.what(), "look up practitest.invalid:4433: host not found"));
  BOOST_TEST(!error.may_have_arrived());
}

BOOST_AUTO_TEST_CASE(what_comes_too_late_to_the_network_is_not_sent) {
  std::string seen;
  support::TlsServer server(serving_localhost(), {[&seen](support::Peer& peer) {
                              seen = peer.read();
                            }});
  auto request = asking("POST", R"({"data":[]})");
  request.leave_by = BootClock::now() - 1s;
  const auto error = failure_of(settings_for(server.port()), request);
  BOOST_TEST(contains(error.what(), "stood still just before a call was sent"));
  BOOST_TEST(!error.may_have_arrived());
  BOOST_TEST(error.may_pass_later());
  BOOST_TEST(seen == "");
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
  BOOST_TEST(contains(error.what(), "no answer within 0.2 s"));
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

BOOST_AUTO_TEST_CASE(an_answer_that_comes_before_all_was_sent_is_an_answer) {
  support::TlsServer server(serving_localhost(), {[](support::Peer& peer) {
                              peer.write(support::answer(413, "too large", "Connection: close\r\n")
                              );
                              peer.drop();
                            }});
  const auto response =
      send_once(settings_for(server.port()), asking("POST", std::string(32U << 20U, 'x')));
  BOOST_TEST(response.status == 413);
  BOOST_TEST(response.body == "too large");
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
  BOOST_TEST(contains(error.what(), ": not an answer in HTTP (bad version)"));
  BOOST_TEST(error.may_have_arrived());
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

BOOST_AUTO_TEST_SUITE_END()
