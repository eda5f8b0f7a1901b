#pragma once

#include "client/endpoint.hpp"
#include "client/settings.hpp"
#include "client/transport.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ssl/context.hpp>

#include <chrono>
#include <memory>
#include <optional>

namespace client {

/// Where a connection leads and what it has to keep to.
struct Route {
  Endpoint server;
  std::optional<Proxy> proxy;
  Secret token;
  Settings limits;  ///< Its timeouts and max_answer.
  std::shared_ptr<boost::asio::ssl::context> tls;
};

/// One TLS connection to the server. It lives and dies whole: after any failure it is no good
/// any more, for an ssl::stream cannot be used again.
class Connection {
public:
  using time_point = std::chrono::steady_clock::time_point;

  Connection(const boost::asio::any_io_executor& executor, std::shared_ptr<const Route> route);
  ~Connection();

  /// Resolves, connects (through the proxy) and shakes hands. Throws TransportError, never one
  /// that may have arrived.
  boost::asio::awaitable<void> open(time_point deadline);

  /// Sends and reads the answer. Throws TransportError, one that may have arrived unless the
  /// request's `leave_by` is over.
  boost::asio::awaitable<Response> exchange(Request request, time_point deadline);

  /// After an exchange: whether the server lets the connection be used again.
  bool kept_alive() const;
  /// How long ago the last exchange ended.
  std::chrono::steady_clock::duration idle() const;
  /// Whether, as far as can be seen from here, it is still open: nothing came since the last
  /// answer, neither an end nor data.
  bool still_open() const;

private:
  struct Streams;

  boost::asio::awaitable<void> connect(time_point deadline);
  boost::asio::awaitable<void> tunnel(time_point deadline);
  boost::asio::awaitable<void> shake_hands(time_point deadline);
  /// Gives what went wrong.
  boost::asio::awaitable<std::optional<TransportError>> write(
      const Request& request, time_point deadline
  );
  boost::asio::awaitable<Response> read(time_point deadline);

  std::shared_ptr<const Route> route_;
  std::unique_ptr<Streams> streams_;
};

}  // namespace client
