#include "sandbox/server.hpp"

#include <fmt/format.h>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

namespace sandbox {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace ssl = boost::asio::ssl;
using tcp = asio::ip::tcp;
using Stream = asio::ssl::stream<beast::tcp_stream>;
using Message = http::response<http::string_body>;

constexpr auto token = asio::as_tuple(asio::use_awaitable);
constexpr std::chrono::seconds handshake_timeout{10};
constexpr std::chrono::seconds shutdown_timeout{1};
constexpr std::uint32_t max_header = 64U << 10U;

std::string text(beast::string_view view) { return {view.data(), view.size()}; }

Request to_request(http::request<http::string_body>&& message) {
  Request request;
  request.method = text(message.method_string());
  request.target = text(message.target());
  request.host = text(message[http::field::host]);
  request.token_header = text(message["PTToken"]);
  request.authorization = text(message[http::field::authorization]);
  request.accept = text(message[http::field::accept]);
  request.content_type = text(message[http::field::content_type]);
  request.body = std::move(message.body());
  return request;
}

Message to_message(Response&& response, bool keep_alive) {
  Message message;
  message.result(static_cast<unsigned>(response.status));
  message.set(http::field::content_type, response.content_type);
  if (response.retry_after) {
    message.set(http::field::retry_after, std::to_string(*response.retry_after));
  }
  for (const auto& [name, value] : response.headers) {
    message.set(name, value);
  }
  message.keep_alive(keep_alive);
  if (response.to_head) {
    message.content_length(response.body.size());
    return message;
  }
  message.body() = std::move(response.body);
  message.prepare_payload();
  return message;
}

// A request that the HTTP parser gave up.
Response unreadable(const boost::system::error_code& error) {
  Response response;
  response.status = error == http::error::body_limit ? 413 : 400;
  response.body = fmt::format(R"({{"errors":[{{"title":"{}"}}]}})", error.message());
  return response;
}

std::string on_the_wire(const Message& message) {
  std::ostringstream stream;
  stream << message;
  return stream.str();
}

asio::awaitable<void> pause(std::chrono::milliseconds time) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  timer.expires_after(time);
  co_await timer.async_wait(token);
}

asio::awaitable<void> shut_down(Stream& stream) {
  stream.next_layer().expires_after(shutdown_timeout);
  co_await stream.async_shutdown(token);
}

// False when the connection is not to be used any more.
asio::awaitable<bool> write(Stream& stream, const Message& message, const Effect& effect) {
  if (effect.cut) {
    const auto bytes = on_the_wire(message);
    const auto left = message.body().size() - message.body().size() / 2;
    co_await asio::async_write(stream, asio::buffer(bytes, bytes.size() - left), token);
    co_return false;
  }
  if (effect.trickle) {
    const auto bytes = on_the_wire(message);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      const auto [error, size] =
          co_await asio::async_write(stream, asio::buffer(&bytes[i], 1), token);
      if (error) {
        co_return false;
      }
    }
    co_return true;
  }
  const auto [error, size] = co_await http::async_write(stream, message, token);
  co_return !error;
}

}  // namespace

struct HttpsServer::State {
  State(std::uint16_t port, const Certificate& certificate, std::size_t limit, Service& served)
      : service(served), max_body(limit) {
    tls.use_certificate_chain(asio::buffer(certificate.certificate_pem));
    tls.use_private_key(asio::buffer(certificate.key_pem), ssl::context::pem);
    SSL_CTX_set_min_proto_version(tls.native_handle(), TLS1_2_VERSION);
    const tcp::endpoint endpoint(asio::ip::address_v4::loopback(), port);
    acceptor.open(endpoint.protocol());
    acceptor.set_option(asio::socket_base::reuse_address(true));
    acceptor.bind(endpoint);
    acceptor.listen();
    asio::co_spawn(context, accept(), asio::detached);
    thread = std::thread([this] { context.run(); });
  }

  ~State() {
    context.stop();
    thread.join();
    // The context's destructor, on this thread, ends the sessions that are still waiting.
  }

  State(const State&) = delete;
  State& operator=(const State&) = delete;

  asio::awaitable<void> accept();
  asio::awaitable<void> serve(tcp::socket socket, std::size_t connection);
  asio::awaitable<void> carry_out_late(Request request, Ticket ticket);

  Service& service;
  std::size_t max_body;
  ssl::context tls{ssl::context::tls_server};
  asio::io_context context{1};
  tcp::acceptor acceptor{context};
  std::thread thread;
};

asio::awaitable<void> HttpsServer::State::accept() {
  std::size_t connections = 0;
  while (true) {
    auto [error, socket] = co_await acceptor.async_accept(token);
    if (error) {
      // Out of descriptors, say: others are not to starve while it lasts.
      const std::chrono::milliseconds a_while(10);
      co_await pause(a_while);
      continue;
    }
    auto session = serve(std::move(socket), ++connections);
    asio::co_spawn(context, std::move(session), asio::detached);
  }
}

asio::awaitable<void> HttpsServer::State::carry_out_late(Request request, Ticket ticket) {
  co_await pause(*ticket.effect.late);
  service.carry_out_late(request, ticket);
}

asio::awaitable<void> HttpsServer::State::serve(tcp::socket socket, std::size_t connection) {
  const asio::ip::tcp::no_delay at_once(true);
  boost::system::error_code ignored;
  socket.set_option(at_once, ignored);
  Stream stream(std::move(socket), tls);
  stream.next_layer().expires_after(handshake_timeout);
  const auto [refused] = co_await stream.async_handshake(ssl::stream_base::server, token);
  if (refused) {
    co_return;
  }

  beast::flat_buffer buffer;
  stream.next_layer().expires_never();
  for (bool open = true; open;) {
    http::request_parser<http::string_body> parser;
    parser.body_limit(max_body);
    parser.header_limit(max_header);
    const auto [error, size] = co_await http::async_read(stream, buffer, parser, token);
    if (error) {
      if (error.category() == make_error_code(http::error::body_limit).category() &&
          error != http::error::end_of_stream && error != http::error::partial_message) {
        const auto message = to_message(unreadable(error), false);
        co_await http::async_write(stream, message, token);
      }
      break;
    }
    stream.next_layer().expires_never();
    const bool keep_alive = parser.get().keep_alive();
    const auto request = to_request(parser.release());
    const auto ticket = service.receive(request, connection);
    if (ticket.effect.delay_before.count() > 0) {
      co_await pause(ticket.effect.delay_before);
    }
    auto response = service.answer(request, ticket);
    if (ticket.effect.late) {
      auto later = carry_out_late(request, ticket);
      asio::co_spawn(context, std::move(later), asio::detached);
    }
    if (ticket.effect.delay_after.count() > 0) {
      co_await pause(ticket.effect.delay_after);
    }
    if (ticket.effect.drop) {
      co_return;
    }
    const auto message = to_message(std::move(response), keep_alive);
    const bool good = co_await write(stream, message, ticket.effect);
    if (!good) {
      co_return;
    }
    open = keep_alive;
    if (ticket.effect.close_idle) {
      stream.next_layer().expires_after(*ticket.effect.close_idle);
    }
  }
  co_await shut_down(stream);
}

HttpsServer::HttpsServer(
    std::uint16_t port, const Certificate& certificate, std::size_t max_body, Service& service
) {
  try {
    state_ = std::make_unique<State>(port, certificate, max_body, service);
  } catch (const boost::system::system_error& error) {
    throw std::runtime_error(
        fmt::format("cannot listen on 127.0.0.1:{}: {}", port, error.code().message())
    );
  }
}

HttpsServer::~HttpsServer() = default;

std::uint16_t HttpsServer::port() const { return state_->acceptor.local_endpoint().port(); }

}  // namespace sandbox
