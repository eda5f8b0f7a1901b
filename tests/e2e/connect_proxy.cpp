#include "tests/e2e/connect_proxy.hpp"

#include "client/base64.hpp"

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
#include <sstream>
#include <thread>

namespace asio = boost::asio;
using asio::ip::tcp;

namespace e2e {

namespace {

using Shared = std::shared_ptr<tcp::socket>;

asio::awaitable<void> relay(Shared from, Shared to) {
  std::array<char, 1U << 14U> block{};
  try {
    for (;;) {
      const auto got = co_await from->async_read_some(asio::buffer(block), asio::use_awaitable);
      co_await asio::async_write(*to, asio::buffer(block.data(), got), asio::use_awaitable);
    }
  } catch (const boost::system::system_error&) {
    // Either side has closed: so do we.
    boost::system::error_code ignored;
    to->shutdown(tcp::socket::shutdown_both, ignored);
    from->shutdown(tcp::socket::shutdown_both, ignored);
  }
}

}  // namespace

struct ConnectProxy::State {
  explicit State(std::string demanded) : credentials(std::move(demanded)) {
    asio::co_spawn(loop, accept(), asio::detached);
    thread = std::thread([this] { loop.run(); });
  }

  ~State() {
    loop.stop();
    thread.join();
  }

  asio::awaitable<void> accept() {
    for (;;) {
      auto socket = co_await acceptor.async_accept(asio::use_awaitable);
      auto client = std::make_shared<tcp::socket>(std::move(socket));
      asio::co_spawn(loop, serve(std::move(client)), asio::detached);
    }
  }

  asio::awaitable<void> serve(Shared client) {
    std::string head;
    co_await asio::async_read_until(
        *client, asio::dynamic_buffer(head), "\r\n\r\n", asio::use_awaitable
    );
    std::istringstream words(head);
    std::string method;
    std::string target;
    words >> method >> target;
    std::string answer = "HTTP/1.1 200 Connection established\r\n\r\n";
    const auto wanted = "Proxy-Authorization: Basic " + client::base64(credentials) + "\r\n";
    const bool let = credentials.empty() || head.find(wanted) != std::string::npos;
    if (!let) {
      answer =
          "HTTP/1.1 407 Proxy Authentication Required\r\n"
          "Proxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n";
    }
    {
      const std::lock_guard lock(mutex);
      asked.push_back(let ? target : "407");
    }
    if (let) {
      const auto port = static_cast<std::uint16_t>(std::stoi(target.substr(target.rfind(':') + 1)));
      auto server = std::make_shared<tcp::socket>(loop);
      const tcp::endpoint here(asio::ip::address_v4::loopback(), port);
      co_await server->async_connect(here, asio::use_awaitable);
      co_await asio::async_write(*client, asio::buffer(answer), asio::use_awaitable);
      asio::co_spawn(loop, relay(client, server), asio::detached);
      co_await relay(server, client);
      co_return;
    }
    co_await asio::async_write(*client, asio::buffer(answer), asio::use_awaitable);
  }

  std::string credentials;
  asio::io_context loop{1};
  tcp::acceptor acceptor{loop, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
  std::mutex mutex;
  std::vector<std::string> asked;
  std::thread thread;
};

ConnectProxy::ConnectProxy(std::string credentials)
    : state_(std::make_unique<State>(std::move(credentials))) {}

ConnectProxy::~ConnectProxy() = default;

std::uint16_t ConnectProxy::port() const { return state_->acceptor.local_endpoint().port(); }

std::vector<std::string> ConnectProxy::asked_for() const {
  const std::lock_guard lock(state_->mutex);
  return state_->asked;
}

}  // namespace e2e
