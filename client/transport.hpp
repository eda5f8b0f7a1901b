#pragma once

#include "client/boot_clock.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>

namespace client {

struct Request {
  std::string method;  ///< "GET", "POST", "PUT".
  std::string target;  ///< Path and query, percent-encoded.
  std::string body;    ///< JSON; empty for none.
  /// Not to be sent later than this: what allowed it may not hold any more.
  std::optional<BootClock::time_point> leave_by{};
};

struct Response {
  int status = 0;
  std::optional<std::chrono::seconds> retry_after;  ///< From the header, seconds or date.
  std::string body;
};

/// An exchange that ended without a whole answer.
class TransportError : public std::runtime_error {
public:
  TransportError(const std::string& what, bool may_have_arrived, bool may_pass_later)
      : std::runtime_error(what),
        may_have_arrived_(may_have_arrived),
        may_pass_later_(may_pass_later) {}

  /// False when it is certain that the server never saw the request.
  bool may_have_arrived() const { return may_have_arrived_; }
  /// False for what another try cannot mend (certificate refused, no such host name in it).
  bool may_pass_later() const { return may_pass_later_; }

private:
  bool may_have_arrived_;
  bool may_pass_later_;
};

/// One HTTP exchange. Every status is an answer; only having no answer throws TransportError.
/// May be called by several coroutines at once. Implementations: HttpsTransport, the tests'
/// ScriptedTransport.
class Transport {
public:
  virtual ~Transport() = default;
  virtual boost::asio::awaitable<Response> send(Request request) = 0;
};

}  // namespace client
