#include "client/connection.hpp"

#include "client/retry_after.hpp"
#include "client/tls.hpp"
#include "client/within.hpp"

#include <fmt/format.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/ssl/verify_context.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include <algorithm>
#include <cerrno>

namespace client {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace ssl = boost::asio::ssl;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
constexpr std::chrono::seconds longest_wait_for_early_answer{2};
constexpr const char* token_field = "PTToken";
constexpr std::uint32_t max_header = 64U << 10U;

std::string seconds_of(milliseconds time) {
  return fmt::format("{:g} s", static_cast<double>(time.count()) / 1000.0);
}

bool is_timeout(const error_code& error) {
  return error == beast::error::timeout || error == asio::error::timed_out;
}

// Boost's texts begin in capitals here and there; ours are parts of sentences.
std::string words_of(const error_code& error, milliseconds limit) {
  if (is_timeout(error)) {
    return "no answer within " + seconds_of(limit);
  }
  if (error == asio::error::eof || error == ssl::error::stream_truncated ||
      error == http::error::end_of_stream) {
    return "the connection was closed";
  }
  if (error.category() == http::make_error_code(http::error::bad_version).category() &&
      error != http::error::partial_message) {
    return "not an answer in HTTP (" + error.message() + ")";
  }
  if (error == asio::error::host_not_found) {
    return "host not found";  // Asio's own words end in "(authoritative)".
  }
  std::string words = error.message();
  if (words.size() > 1 && words[0] >= 'A' && words[0] <= 'Z' && words[1] >= 'a') {
    words[0] = static_cast<char>(words[0] - 'A' + 'a');
  }
  return words;
}

TransportError not_sent(const std::string& words, bool may_pass_later) {
  return TransportError(words, false, may_pass_later);
}

TransportError not_answered(const std::string& words, bool may_pass_later = true) {
  return TransportError(words, true, may_pass_later);
}

std::string_view what_to_check(const Route& route) {
  return route.proxy ? "; check the proxy (--proxy, HTTPS_PROXY) and the network"
                     : "; check the address (--region, --url) and the network; behind a proxy set "
                       "HTTPS_PROXY or --proxy";
}

/// A step's own limit, cut by the deadline of the whole call.
steady_clock::time_point step_end(milliseconds limit, steady_clock::time_point deadline) {
  return std::min(steady_clock::now() + limit, deadline);
}

/// What to say was the limit of a step that timed out: its own, or the whole call's.
milliseconds effective(
    milliseconds limit, const Settings& limits, steady_clock::time_point deadline
) {
  return steady_clock::now() + limit > deadline ? limits.call_timeout : limit;
}

http::request<http::string_body> message_of(const Request& request, const Route& route) {
  http::request<http::string_body> message;
  message.version(11);
  message.method_string(request.method);
  message.target(request.target);
  const auto& server = route.server;
  const std::string name = server.name();
  message.set(http::field::host, server.port == 443 ? name.substr(0, name.rfind(':')) : name);
  message.set(http::field::user_agent, "ptimport");
  message.set(http::field::accept, "application/json");
  message.set(token_field, route.token.text());
  if (!request.body.empty()) {
    message.set(http::field::content_type, "application/json");
    message.body() = request.body;
  }
  message.prepare_payload();
  return message;
}

/// Overwrites the token in a message that goes.
class WipedAtEnd {
public:
  explicit WipedAtEnd(http::request<http::string_body>& message) : message_(message) {}
  ~WipedAtEnd() {
    if (const auto field = message_.find(token_field); field != message_.end()) {
      // The message's own memory, of which it shows a view only.
      wipe(const_cast<char*>(field->value().data()), field->value().size());
    }
  }
  WipedAtEnd(const WipedAtEnd&) = delete;
  WipedAtEnd& operator=(const WipedAtEnd&) = delete;

private:
  http::request<http::string_body>& message_;
};

// A server that repeats the token in an error must not get it into a message of ours.
void hide(const std::string& token, std::string& text) {
  if (token.empty()) {
    return;
  }
  for (auto at = text.find(token); at != text.npos; at = text.find(token, at)) {
    text.replace(at, token.size(), "[token]");
  }
}

}  // namespace

struct Connection::Streams {
  Streams(const asio::any_io_executor& executor, ssl::context& tls) : secure(executor, tls) {}

  beast::tcp_stream& tcp() { return secure.next_layer(); }

  beast::ssl_stream<beast::tcp_stream> secure;
  beast::flat_buffer buffer;
  CertificateTrouble trouble;
  bool kept_alive = false;
  steady_clock::time_point last_used;
};

Connection::Connection(const asio::any_io_executor& executor, std::shared_ptr<const Route> route)
    : route_(std::move(route)), streams_(std::make_unique<Streams>(executor, *route_->tls)) {}

Connection::~Connection() = default;

asio::awaitable<void> Connection::open(time_point deadline) {
  const auto connected_by = step_end(route_->limits.connect_timeout, deadline);
  co_await connect(connected_by);
  if (route_->proxy) {
    co_await tunnel(connected_by);
  }
  const auto ready_by = step_end(route_->limits.handshake_timeout, deadline);
  co_await shake_hands(ready_by);
}

asio::awaitable<void> Connection::connect(time_point deadline) {
  const auto& target = route_->proxy ? route_->proxy->endpoint : route_->server;
  const std::string name = (route_->proxy ? "proxy " : "") + target.name();
  const auto limit = route_->limits.connect_timeout;

  const auto executor = co_await asio::this_coro::executor;
  tcp::resolver resolver(executor);
  tcp::resolver::results_type addresses;
  error_code error;
  try {
    const auto port = std::to_string(target.port);
    auto lookup = resolver.async_resolve(target.host, port, asio::use_awaitable);
    const auto left = deadline - steady_clock::now();
    addresses = co_await within(left, std::move(lookup));
  } catch (const boost::system::system_error& failure) {
    error = failure.code();
  }
  if (error == asio::error::host_not_found && target.host == "localhost") {
    // A bare root without /etc/hosts. RFC 6761, 6.3: this name is always the loopback address.
    const tcp::endpoint here(asio::ip::address_v4::loopback(), target.port);
    addresses = tcp::resolver::results_type::create(here, target.host, std::to_string(target.port));
    error = {};
  }
  if (error) {
    throw not_sent(
        fmt::format("look up {}: {}{}", name, words_of(error, limit), what_to_check(*route_)),
        error != asio::error::host_not_found
    );
  }

  if (route_->limits.insecure) {
    // The name is only "localhost", but the resolver may say that this is elsewhere.
    const auto elsewhere = [](const auto& entry) {
      return !entry.endpoint().address().is_loopback();
    };
    if (std::any_of(addresses.begin(), addresses.end(), elsewhere)) {
      throw not_sent(
          fmt::format("{} is not on this machine, as --insecure asks for; see /etc/hosts", name),
          false
      );
    }
  }

  // Each address gets its share of the time: one that swallows packets must not use up all.
  auto left = addresses.size();
  for (const auto& entry : addresses) {
    const auto now = steady_clock::now();
    const auto share = (deadline - now) / static_cast<int>(left--);
    streams_->tcp().expires_after(share);
    auto connecting = streams_->tcp().async_connect(entry.endpoint(), as_result);
    auto [failure] = co_await std::move(connecting);
    error = failure;
    if (!error) {
      error_code ignored;
      streams_->tcp().socket().set_option(tcp::no_delay(true), ignored);
      co_return;
    }
    error_code ignored;
    streams_->tcp().socket().close(ignored);
  }
  throw not_sent(
      fmt::format("connect to {}: {}{}", name, words_of(error, limit), what_to_check(*route_)), true
  );
}

asio::awaitable<void> Connection::tunnel(time_point deadline) {
  const auto& proxy = *route_->proxy;
  const auto limit = route_->limits.connect_timeout;
  const auto target = route_->server.name();
  auto& tcp_stream = streams_->tcp();
  tcp_stream.expires_at(deadline);

  http::request<http::empty_body> request(http::verb::connect, target, 11);
  request.set(http::field::host, target);
  request.set(http::field::user_agent, "ptimport");
  if (!proxy.authorization.empty()) {
    request.set(http::field::proxy_authorization, proxy.authorization);
  }
  auto writing = http::async_write(tcp_stream, request, as_result);
  auto [write_error, written] = co_await std::move(writing);

  // A plain read of a 200 would wait for a body for ever: after CONNECT there is none.
  http::response_parser<http::empty_body> parser;
  parser.skip(true);
  parser.header_limit(max_header);
  error_code error = write_error;
  if (!error) {
    auto reading = http::async_read_header(tcp_stream, streams_->buffer, parser, as_result);
    auto [read_error, read] = co_await std::move(reading);
    error = read_error;
  }
  const auto name = proxy.endpoint.name();
  if (error) {
    throw not_sent(
        fmt::format("connect to {} through proxy {}: {}", target, name, words_of(error, limit)),
        true
    );
  }
  const int status = static_cast<int>(parser.get().result_int());
  if (status == 407) {
    throw not_sent(
        proxy.authorization.empty()
            ? fmt::format("proxy {} wants a user and password (http://user:password@…)", name)
            : fmt::format(
                  "proxy {} refuses its user or password, or wants them in another way "
                  "than Basic",
                  name
              ),
        false
    );
  }
  if (status < 200 || status >= 300) {
    throw not_sent(
        fmt::format("proxy {} refuses to connect to {}: {}", name, target, status), status >= 500
    );
  }
  if (streams_->buffer.size() != 0) {
    // TLS servers do not speak first.
    throw not_sent(fmt::format("proxy {} sent data that nobody asked for", name), true);
  }
}

asio::awaitable<void> Connection::shake_hands(time_point deadline) {
  auto& trouble = streams_->trouble;
  expect_server(streams_->secure.native_handle(), route_->server);
  const auto note = [&trouble](bool good, ssl::verify_context& context) {
    if (!good && trouble.error == 0) {
      note_trouble(context.native_handle(), trouble);
    }
    return good;
  };
  streams_->secure.set_verify_callback(note);
  streams_->tcp().expires_at(deadline);
  auto handshake = streams_->secure.async_handshake(ssl::stream_base::client, as_result);
  auto [error] = co_await std::move(handshake);
  if (!error) {
    co_return;
  }
  const auto& server = route_->server;
  const auto limit = route_->limits.handshake_timeout;
  if (error.category() == asio::error::get_ssl_category()) {
    throw not_sent(handshake_words(server, trouble, error), false);
  }
  throw not_sent(
      fmt::format("TLS handshake with {}: {}", server.name(), words_of(error, limit)), true
  );
}

asio::awaitable<Response> Connection::exchange(Request request, time_point deadline) {
  streams_->kept_alive = false;
  auto trouble = co_await write(request, deadline);
  if (!trouble) {
    auto response = co_await read(deadline);
    streams_->last_used = steady_clock::now();
    co_return response;
  }
  // Whoever refuses a large request (413) may answer and close before it has all of it.
  std::optional<Response> early;
  try {
    const auto shortly = std::min(deadline, steady_clock::now() + longest_wait_for_early_answer);
    early = co_await read(shortly);
  } catch (const TransportError&) {
  }
  if (!early || early->status < 400) {
    throw *trouble;
  }
  streams_->kept_alive = false;
  co_return std::move(*early);
}

asio::awaitable<std::optional<TransportError>> Connection::write(
    const Request& request, time_point deadline
) {
  std::optional<TransportError> trouble;
  const auto limit = effective(route_->limits.write_timeout, route_->limits, deadline);
  auto message = message_of(request, *route_);
  const WipedAtEnd wiped(message);
  streams_->tcp().expires_at(step_end(limit, deadline));
  if (request.leave_by && BootClock::now() > *request.leave_by) {
    throw not_sent("this process or machine stood still just before a call was sent", true);
  }
  auto writing = http::async_write(streams_->secure, message, as_result);
  auto [error, written] = co_await std::move(writing);
  if (error) {
    const auto server = route_->server.name();
    trouble = not_answered(
        is_timeout(error)
            ? fmt::format("send to {}: not taken within {}", server, seconds_of(limit))
            : fmt::format("send to {}: {}", server, words_of(error, limit))
    );
  }
  co_return trouble;
}

asio::awaitable<Response> Connection::read(time_point deadline) {
  const auto limit = effective(route_->limits.read_timeout, route_->limits, deadline);
  const auto max_answer = route_->limits.max_answer;
  const auto server = route_->server.name();
  streams_->tcp().expires_at(step_end(limit, deadline));
  for (;;) {
    http::response_parser<http::string_body> parser;
    parser.header_limit(max_header);
    parser.body_limit(max_answer);
    auto reading = http::async_read(streams_->secure, streams_->buffer, parser, as_result);
    auto [error, read] = co_await std::move(reading);
    if (error == http::error::body_limit || error == http::error::header_limit ||
        error == http::error::buffer_overflow) {
      throw not_answered(
          fmt::format("the answer of {} is larger than {} bytes", server, max_answer), false
      );
    }
    if (refuses_client_certificate(error)) {
      throw not_answered(
          fmt::format(
              "{} refuses this client's certificate ({}); see --client-cert",
              server,
              error.message()
          ),
          false
      );
    }
    if (error) {
      const bool cut = parser.is_header_done();
      throw not_answered(fmt::format(
          "{} {}: {}",
          cut ? "the answer was cut off by" : "read from",
          server,
          words_of(error, limit)
      ));
    }
    auto message = parser.release();
    const int status = static_cast<int>(message.result_int());
    if (status < 200 && status != 101) {
      continue;  // An interim answer ("100 Continue", "103 Early Hints"): the real one follows.
    }
    Response response;
    response.status = status;
    response.retry_after = parse_retry_after(
        std::string(message[http::field::retry_after]), std::chrono::system_clock::now()
    );
    streams_->kept_alive = message.keep_alive();
    response.body = std::move(message.body());
    if (status >= 300) {
      hide(route_->token, response.body);
    }
    co_return response;
  }
}

bool Connection::kept_alive() const { return streams_->kept_alive; }

steady_clock::duration Connection::idle() const {
  return steady_clock::now() - streams_->last_used;
}

bool Connection::still_open() const {
  if (streams_->buffer.size() != 0 || SSL_has_pending(streams_->secure.native_handle()) != 0) {
    return false;
  }
  // Anything readable is an end of the connection, a TLS goodbye or an answer to nothing.
  char byte = 0;
  const int socket = streams_->tcp().socket().native_handle();
  const auto got = ::recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

}  // namespace client
