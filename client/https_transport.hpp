#pragma once

#include "client/settings.hpp"
#include "client/transport.hpp"

#include <memory>

namespace client {

/// HTTPS over a pool of kept-alive connections, shared by the coroutines of one thread.
///
/// Certificates and host names are verified against the system's store, the settings' CA file and
/// CA text. Redirects are not followed: they are answers like any other. Whoever waits for a free
/// connection waits outside of the deadlines.
///
/// A server may close a kept-alive connection at any moment, and a request that crosses with the
/// closing is lost without a trace; for one that changes something that would be an unknown fate.
/// So an idle connection is looked at before it is used again, and is dropped when it was closed;
/// and what is left of the danger, the moment between looking and arriving, is kept small by
/// changing things only over connections that were idle for less than two seconds. A fresh
/// connection costs a handshake, but none of the calls that are counted. A read that runs into
/// the closing is simply repeated by the Caller.
class HttpsTransport final : public Transport {
public:
  /// Throws std::invalid_argument, with a sentence for the user, when the settings' URL, proxy,
  /// token or certificate files cannot be used.
  explicit HttpsTransport(const Settings& settings);
  ~HttpsTransport() override;

  boost::asio::awaitable<Response> send(Request request) override;

private:
  struct Pool;
  std::shared_ptr<Pool> pool_;
};

}  // namespace client
