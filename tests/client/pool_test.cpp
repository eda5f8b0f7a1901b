#include "tests/client/exchanges.hpp"

#include <boost/asio/co_spawn.hpp>

#include <future>

using namespace client;
using namespace support;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(pool)

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
