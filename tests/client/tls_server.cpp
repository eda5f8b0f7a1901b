#include "tests/client/tls_server.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

namespace support {

namespace asio = boost::asio;
namespace ssl = boost::asio::ssl;
using asio::ip::tcp;
using boost::system::error_code;

std::string answer(int status, const std::string& body, const std::string& headers) {
  return "HTTP/1.1 " + std::to_string(status) + " Whatever\r\nContent-Type: application/json\r\n" +
         headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

struct TlsServer::State {
  State(const Options& options, std::vector<Script> its_scripts)
      : scripts(std::move(its_scripts)),
        acceptor(
            context,
            tcp::endpoint(
                options.ipv6 ? asio::ip::address(asio::ip::address_v6::loopback())
                             : asio::ip::address(asio::ip::address_v4::loopback()),
                0
            )
        ) {
    tls.use_certificate_chain(asio::buffer(options.identity.certificate));
    tls.use_private_key(asio::buffer(options.identity.key), ssl::context::pem);
    if (!options.client_authority.empty()) {
      tls.add_certificate_authority(asio::buffer(options.client_authority));
      tls.set_verify_mode(ssl::verify_peer | ssl::verify_fail_if_no_peer_cert);
    }
    if (options.newest_tls != 0) {
      SSL_CTX_set_security_level(tls.native_handle(), 0);
      SSL_CTX_set_max_proto_version(tls.native_handle(), options.newest_tls);
    }
  }

  void serve();

  std::vector<Script> scripts;
  asio::io_context context;
  tcp::acceptor acceptor;
  ssl::context tls{ssl::context::tls_server};
  std::atomic<int> connections = 0;
  std::atomic<bool> stopping = false;
  std::mutex mutex;  ///< Guards the following.
  tcp::socket* current = nullptr;
  std::string server_name;
  std::thread thread;
};

namespace {

using Stream = ssl::stream<tcp::socket>;

class StreamPeer final : public Peer {
public:
  StreamPeer(Stream& stream, asio::io_context& context) : stream_(stream), context_(context) {}

  std::string read() override {
    error_code error;
    const auto head = asio::read_until(stream_, asio::dynamic_buffer(pending_), "\r\n\r\n", error);
    if (error) {
      return {};
    }
    constexpr std::string_view length_field = "Content-Length: ";
    std::size_t length = 0;
    if (const auto at = pending_.find(length_field); at < head) {
      length = std::stoul(pending_.substr(at + length_field.size()));
    }
    if (pending_.size() < head + length) {
      asio::read(
          stream_,
          asio::dynamic_buffer(pending_),
          asio::transfer_exactly(head + length - pending_.size()),
          error
      );
    }
    auto request = pending_.substr(0, head + length);
    pending_.erase(0, head + length);
    return request;
  }
  void write(const std::string& bytes) override {
    error_code ignored;
    asio::write(stream_, asio::buffer(bytes), ignored);
  }
  void close() override {
    // The goodbye is written at once; the client's own, which would be waited for, is not.
    stream_.async_shutdown([](error_code) {});
    drop();
    context_.restart();
    context_.poll();
  }
  void drop() override {
    error_code ignored;
    stream_.next_layer().close(ignored);
  }
  void wait_for_client() override {
    char byte = 0;
    error_code ignored;
    asio::read(stream_, asio::buffer(&byte, 1), ignored);
  }

private:
  Stream& stream_;
  asio::io_context& context_;
  std::string pending_;
};

}  // namespace

void TlsServer::State::serve() {
  for (std::size_t number = 0; !stopping; ++number) {
    tcp::socket socket(context);
    error_code error;
    acceptor.accept(socket, error);
    if (error || stopping) {
      return;
    }
    ++connections;
    Stream stream(std::move(socket), tls);
    {
      const std::lock_guard lock(mutex);
      current = &stream.next_layer();
    }
    stream.handshake(ssl::stream_base::server, error);
    if (!error) {
      const char* name = SSL_get_servername(stream.native_handle(), TLSEXT_NAMETYPE_host_name);
      {
        const std::lock_guard lock(mutex);
        server_name = name == nullptr ? "" : name;
      }
      StreamPeer peer(stream, context);
      scripts[std::min(number, scripts.size() - 1)](peer);
    }
    const std::lock_guard lock(mutex);
    current = nullptr;
  }
}

TlsServer::TlsServer(const Options& options, std::vector<Script> scripts)
    : state_(std::make_unique<State>(options, std::move(scripts))) {
  state_->thread = std::thread([state = state_.get()] { state->serve(); });
}

TlsServer::~TlsServer() {
  state_->stopping = true;
  error_code ignored;
  {
    const std::lock_guard lock(state_->mutex);
    if (state_->current != nullptr) {
      state_->current->shutdown(tcp::socket::shutdown_both, ignored);
    }
  }
  // Wakes an accept that waits.
  tcp::socket knock(state_->context);
  knock.connect(state_->acceptor.local_endpoint(), ignored);
  state_->thread.join();
}

std::uint16_t TlsServer::port() const { return state_->acceptor.local_endpoint().port(); }

int TlsServer::connections() const { return state_->connections; }

std::string TlsServer::server_name() const {
  const std::lock_guard lock(state_->mutex);
  return state_->server_name;
}

std::uint16_t closed_port() {
  asio::io_context context;
  const tcp::acceptor acceptor(context, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
  return acceptor.local_endpoint().port();
}

}  // namespace support
