#pragma once

#include "client/https_transport.hpp"
#include "tests/client/run.hpp"
#include "tests/client/tls_server.hpp"

#include <boost/test/unit_test.hpp>

#include <stdexcept>
#include <string>

/// What the tests of HttpsTransport share.
namespace support {

inline const std::string token = "canary-d41d8cd98f00b204";

inline const Identity& authority() {
  static const auto made = make_authority();
  return made;
}

inline TlsServer::Options serving(const Subject& subject) {
  TlsServer::Options options;
  options.identity = make_certificate(authority(), subject);
  return options;
}

inline TlsServer::Options serving_localhost() {
  Subject subject;
  subject.names = {"DNS:localhost", "IP:127.0.0.1", "IP:::1"};
  return serving(subject);
}

inline client::Settings settings_for(std::uint16_t port, const std::string& host = "localhost") {
  client::Settings settings;
  settings.base_url = "https://" + host + ":" + std::to_string(port);
  settings.token = token;
  settings.ca_pem = authority().certificate;
  return settings;
}

inline client::Request asking(const std::string& method = "GET", const std::string& body = {}) {
  client::Request request;
  request.method = method;
  request.target = "/api/v2/projects.json?page%5Bnumber%5D=1";
  request.body = body;
  return request;
}

inline client::Response send(
    client::HttpsTransport& transport,
    boost::asio::io_context& context,
    const client::Request& request
) {
  return run(context, transport.send(request));
}

/// What comes of one exchange on a transport of its own.
inline client::Response send_once(
    const client::Settings& settings, const client::Request& request = asking()
) {
  boost::asio::io_context context;
  client::HttpsTransport transport(settings);
  return send(transport, context, request);
}

/// The exchange must fail; no message of ours may hold the token.
inline client::TransportError failure_of(
    const client::Settings& settings, const client::Request& request = asking()
) {
  try {
    const auto response = send_once(settings, request);
    throw std::logic_error("was answered " + std::to_string(response.status));
  } catch (const client::TransportError& error) {
    BOOST_TEST(std::string(error.what()).find(token) == std::string::npos);
    return error;
  }
}

inline void answer_once(Peer& peer) {
  peer.read();
  peer.write(answer(200, "{}"));
  peer.wait_for_client();
}

inline void keep_answering(Peer& peer) {
  while (!peer.read().empty()) {
    peer.write(answer(200, "{}"));
  }
}

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace support
