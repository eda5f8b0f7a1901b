#include "tests/sandbox/https_client.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <cctype>
#include <stdexcept>

namespace sandbox_test {

namespace asio = boost::asio;
namespace http = boost::beast::http;

struct HttpsClient::Connection {
  asio::io_context context;
  asio::ssl::context tls{asio::ssl::context::tls_client};
  std::unique_ptr<asio::ssl::stream<asio::ip::tcp::socket>> stream;
  boost::beast::flat_buffer buffer;
};

namespace {

Answer answer_of(http::response<http::string_body>&& response) {
  Answer answer;
  answer.status = static_cast<int>(response.result_int());
  answer.keep_alive = response.keep_alive();
  for (const auto& field : response) {
    std::string name(field.name_string());
    for (auto& letter : name) {
      letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    }
    answer.headers[name] = std::string(field.value());
  }
  answer.content_type = answer.headers["content-type"];
  if (const auto retry = answer.headers.find("retry-after"); retry != answer.headers.end()) {
    answer.retry_after = retry->second;
  }
  answer.body = std::move(response.body());
  return answer;
}

}  // namespace

HttpsClient::HttpsClient(std::uint16_t port, const std::string& ca_pem)
    : connection_(std::make_unique<Connection>()) {
  auto& tls = connection_->tls;
  tls.set_verify_mode(asio::ssl::verify_peer);
  tls.add_certificate_authority(asio::buffer(ca_pem));
  connection_->stream =
      std::make_unique<asio::ssl::stream<asio::ip::tcp::socket>>(connection_->context, tls);
  auto& stream = *connection_->stream;
  SSL_set1_host(stream.native_handle(), "localhost");
  stream.next_layer().connect({asio::ip::address_v4::loopback(), port});
  boost::system::error_code error;
  stream.handshake(asio::ssl::stream_base::client, error);
  if (error) {
    const auto verified = SSL_get_verify_result(stream.native_handle());
    throw std::runtime_error(X509_verify_cert_error_string(verified));
  }
}

HttpsClient::~HttpsClient() = default;

void HttpsClient::send_only(
    const std::string& method,
    const std::string& target,
    const std::string& token,
    const std::string& body
) {
  http::request<http::string_body> request(http::string_to_verb(method), target, 11);
  request.set(http::field::host, "localhost");
  request.set("PTToken", token);
  if (!body.empty()) {
    request.set(http::field::content_type, "application/json");
    request.body() = body;
  }
  request.prepare_payload();
  http::write(*connection_->stream, request);
}

bool HttpsClient::is_closed_by_server() {
  char byte = 0;
  boost::system::error_code error;
  connection_->stream->read_some(asio::buffer(&byte, 1), error);
  return error.failed();
}

Answer HttpsClient::send(
    const std::string& method,
    const std::string& target,
    const std::string& token,
    const std::string& body
) {
  send_only(method, target, token, body);
  http::response<http::string_body> response;
  http::read(*connection_->stream, connection_->buffer, response);
  return answer_of(std::move(response));
}

Answer HttpsClient::visit(const Visit& visit) {
  http::request<http::empty_body> request(http::string_to_verb(visit.method), visit.target, 11);
  request.set(http::field::host, visit.host);
  request.set(http::field::accept, visit.accept);
  http::write(*connection_->stream, request);
  http::response_parser<http::string_body> parser;
  parser.skip(visit.method == "HEAD");
  http::read(*connection_->stream, connection_->buffer, parser);
  return answer_of(parser.release());
}

std::uint16_t port_of(const std::string& url) {
  return static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
}

}  // namespace sandbox_test
