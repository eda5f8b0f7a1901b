#include "client/https_transport.hpp"

#include "client/connection.hpp"
#include "client/line.hpp"
#include "client/tls.hpp"

#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <vector>

namespace client {

namespace asio = boost::asio;

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

// See the class comment.
constexpr auto longest_idle_for_changes = 2s;
// Routers forget idle connections without telling; that would look like a server that is stuck.
constexpr auto longest_idle = 30s;

bool header_safe(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return c > 0x20 && c < 0x7f;
  });
}

std::shared_ptr<const Route> route_of(const Settings& settings) {
  auto route = std::make_shared<Route>();
  route->server = parse_base_url(settings.base_url).endpoint;
  if (!settings.proxy.empty()) {
    route->proxy = parse_proxy(settings.proxy);
  }
  if (!header_safe(settings.token)) {
    throw std::invalid_argument("the token holds blanks or other characters that no token has");
  }
  route->token = settings.token;
  route->limits = settings;
  route->limits.token.wipe();
  route->tls = make_tls(settings);
  return route;
}

}  // namespace

// Shared with the coroutines, which may be destroyed after the transport, with their io_context.
struct HttpsTransport::Pool {
  explicit Pool(const Settings& settings)
      : route(route_of(settings)), free(std::max<std::size_t>(settings.connections, 1)) {}

  std::unique_ptr<Connection> take_idle(bool changes) {
    const auto limit = changes ? longest_idle_for_changes : longest_idle;
    while (!idle.empty()) {
      // The one used last: it is the likeliest to be alive.
      auto connection = std::move(idle.back());
      idle.pop_back();
      if (connection->idle() < limit && connection->still_open()) {
        return connection;
      }
    }
    return nullptr;
  }

  std::shared_ptr<const Route> route;
  std::size_t free;  ///< Exchanges that may still begin.
  std::vector<std::unique_ptr<Connection>> idle;
  Line line;
};

namespace {

/// The right to use a connection, for as long as it lives.
template <class Pool>
class Permit {
public:
  explicit Permit(std::shared_ptr<Pool> pool) : pool_(std::move(pool)) { --pool_->free; }
  ~Permit() {
    ++pool_->free;
    pool_->line.wake_first();
  }
  Permit(const Permit&) = delete;
  Permit& operator=(const Permit&) = delete;

private:
  std::shared_ptr<Pool> pool_;
};

}  // namespace

HttpsTransport::HttpsTransport(const Settings& settings)
    : pool_(std::make_shared<Pool>(settings)) {}

HttpsTransport::~HttpsTransport() = default;

asio::awaitable<Response> HttpsTransport::send(Request request) {
  const auto pool = pool_;
  const auto executor = co_await asio::this_coro::executor;
  std::optional<Permit<Pool>> permit;
  {
    Line::Place place(pool->line, executor, false);
    while (!place.first() || pool->free == 0) {
      co_await place.woken();
    }
    permit.emplace(pool);
  }

  const bool changes = request.method != "GET";
  const auto deadline = steady_clock::now() + pool->route->limits.call_timeout;
  auto connection = pool->take_idle(changes);
  if (!connection) {
    connection = std::make_unique<Connection>(executor, pool->route);
    co_await connection->open(deadline);
  }
  auto exchange = connection->exchange(std::move(request), deadline);
  auto response = co_await std::move(exchange);
  if (connection->kept_alive()) {
    pool->idle.push_back(std::move(connection));
  }
  co_return response;
}

}  // namespace client
