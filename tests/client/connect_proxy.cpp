#include "tests/client/connect_proxy.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <mutex>
#include <thread>

namespace support {

namespace asio = boost::asio;
using asio::ip::tcp;

struct ConnectProxy::State {
  explicit State(const Options& its_options) : options(its_options) {}

  Options options;
  asio::io_context context;
  tcp::acceptor acceptor{context, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
  mutable std::mutex mutex;
  std::string heads;  ///< Guarded by mutex.
  std::thread thread;
};

namespace {

using Socket = std::shared_ptr<tcp::socket>;
constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

asio::awaitable<void> pump(Socket from, Socket to) {
  std::array<char, 16384> buffer;
  for (;;) {
    auto [error, size] = co_await from->async_read_some(asio::buffer(buffer), as_result);
    if (error) {
      break;
    }
    const auto piece = asio::buffer(buffer.data(), size);
    auto [write_error, written] = co_await asio::async_write(*to, piece, as_result);
    if (write_error) {
      break;
    }
  }
  boost::system::error_code ignored;
  to->shutdown(tcp::socket::shutdown_both, ignored);
  from->shutdown(tcp::socket::shutdown_both, ignored);
}

}  // namespace

ConnectProxy::ConnectProxy(const Options& options) : state_(std::make_unique<State>(options)) {
  struct Serving {
    static asio::awaitable<void> one(State& state, Socket client) {
      std::string head;
      co_await asio::async_read_until(
          *client, asio::dynamic_buffer(head), "\r\n\r\n", asio::use_awaitable
      );
      {
        const std::lock_guard lock(state.mutex);
        state.heads += head;
      }
      if (state.options.silent) {
        char byte = 0;
        co_await client->async_read_some(asio::buffer(&byte, 1), as_result);
        co_return;
      }
      const auto& wanted = state.options.authorization;
      std::string answer = state.options.answer;
      if (!wanted.empty() &&
          head.find("Proxy-Authorization: " + wanted + "\r\n") == std::string::npos) {
        answer =
            "HTTP/1.1 407 Proxy Authentication Required\r\n"
            "Proxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 4\r\n\r\nnope";
      }
      if (!answer.empty()) {
        co_await asio::async_write(*client, asio::buffer(answer), as_result);
        co_return;
      }
      // All names are this machine's.
      const auto colon = head.find(':');
      const auto port = static_cast<std::uint16_t>(std::stoi(head.substr(colon + 1)));
      const auto server = std::make_shared<tcp::socket>(state.context);
      const tcp::endpoint target(asio::ip::address_v4::loopback(), port);
      co_await server->async_connect(target, asio::use_awaitable);
      const std::string established = "HTTP/1.1 200 Connection established\r\n\r\n";
      co_await asio::async_write(*client, asio::buffer(established), as_result);
      auto there = pump(client, server);
      auto back = pump(server, client);
      asio::co_spawn(state.context, std::move(there), asio::detached);
      asio::co_spawn(state.context, std::move(back), asio::detached);
    }
    static asio::awaitable<void> all(State& state) {
      for (;;) {
        auto socket = co_await state.acceptor.async_accept(asio::use_awaitable);
        const auto client = std::make_shared<tcp::socket>(std::move(socket));
        auto serving = one(state, client);
        asio::co_spawn(state.context, std::move(serving), [](std::exception_ptr) {});
      }
    }
  };
  auto serving = Serving::all(*state_);
  asio::co_spawn(state_->context, std::move(serving), [](std::exception_ptr) {});
  state_->thread = std::thread([state = state_.get()] { state->context.run(); });
}

ConnectProxy::~ConnectProxy() {
  state_->context.stop();
  state_->thread.join();
}

std::uint16_t ConnectProxy::port() const { return state_->acceptor.local_endpoint().port(); }

std::string ConnectProxy::heads() const {
  const std::lock_guard lock(state_->mutex);
  return state_->heads;
}

}  // namespace support
