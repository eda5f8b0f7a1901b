#pragma once

#include "sandbox/certificates.hpp"
#include "sandbox/faults.hpp"
#include "sandbox/message.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

namespace sandbox {

/// A request on its way: what the service told when it came in.
struct Ticket {
  std::size_t call = 0;  ///< Counted from 0.
  Effect effect;
  std::optional<Response> refusal;  ///< Answered without ever carrying out the call.
};

/// What a server serves. Called on the server's thread, for each request in this order.
class Service {
public:
  virtual ~Service() = default;
  /// A request is complete. `connection` counts from 1.
  virtual Ticket receive(const Request& request, std::size_t connection) = 0;
  /// The time to carry it out has come; gives what goes back, if anything does.
  virtual Response answer(const Request& request, const Ticket& ticket) = 0;
  /// Some time after the answer of a call whose effect is late.
  virtual void carry_out_late(const Request& request, const Ticket& ticket) = 0;
};

/// An HTTPS server on 127.0.0.1, on a thread of its own.
class HttpsServer {
public:
  /// `port` 0 for any free one. `max_body` bytes a request, beyond which it answers 413.
  /// `service` must outlive this. Throws std::runtime_error when it cannot listen.
  HttpsServer(
      std::uint16_t port, const Certificate& certificate, std::size_t max_body, Service& service
  );
  ~HttpsServer();  ///< Closes all connections.

  std::uint16_t port() const;

private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sandbox
