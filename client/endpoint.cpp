#include "client/endpoint.hpp"

#include "client/base64.hpp"

#include <fmt/format.h>
#include <boost/algorithm/string/predicate.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <charconv>
#include <locale>
#include <stdexcept>
#include <string_view>

namespace client {

namespace {

namespace urls = boost::urls;

constexpr std::string_view api = "/api/v2";

// 0 for what is no port: port_number() is silent about numbers over 65535.
std::uint16_t port_of(const urls::url_view& url, std::uint16_t default_port) {
  const std::string text(url.port());
  if (text.empty()) {
    return default_port;
  }
  std::uint16_t port = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), port);
  return read.ec == std::errc() ? port : std::uint16_t(0);
}

Endpoint endpoint_of(const urls::url_view& url, std::uint16_t default_port) {
  Endpoint endpoint;
  endpoint.port = port_of(url, default_port);
  switch (url.host_type()) {
  case urls::host_type::ipv4:
  case urls::host_type::ipv6:
    endpoint.is_address = true;
    endpoint.host = std::string(url.host_address());
    break;
  default:
    endpoint.host = std::string(url.host_name());
  }
  return endpoint;
}

bool usable(const Endpoint& endpoint) {
  const auto good = [](unsigned char c) { return c > 0x20 && c != 0x7f && c != '/' && c != '@'; };
  return !endpoint.host.empty() && endpoint.port != 0 &&
         std::all_of(endpoint.host.begin(), endpoint.host.end(), good);
}

// Boost.URL 1.81 takes "10.0.0.1.example" for the address 10.0.0.1 and the path ".example".
bool is_cut_in_host(const urls::url_view& url) {
  const std::string path(url.encoded_path());
  return !path.empty() && path.front() != '/';
}

std::string without_user(const std::string& url) {
  const auto at = url.rfind('@');
  return at == url.npos ? url : "…" + url.substr(at);
}

}  // namespace

std::string Endpoint::name() const {
  return host.find(':') == host.npos ? fmt::format("{}:{}", host, port)
                                     : fmt::format("[{}]:{}", host, port);
}

bool Endpoint::on_this_machine() const {
  if (!is_address) {
    return boost::algorithm::iequals(host, "localhost", std::locale::classic());
  }
  boost::system::error_code error;
  const auto address = boost::asio::ip::make_address(host, error);
  return !error && address.is_loopback();
}

BaseUrl parse_base_url(const std::string& text) {
  const auto parsed = urls::parse_uri(text);
  if (!parsed || !parsed->has_authority()) {
    throw std::invalid_argument(fmt::format(
        "not a URL of a server: \"{}\" (one looks like https://api.practitest.com)",
        without_user(text)
    ));
  }
  if (parsed->scheme_id() != urls::scheme::https) {
    throw std::invalid_argument(fmt::format(
        "only https is spoken: \"{}\" would send the token in the clear", without_user(text)
    ));
  }
  if (parsed->has_userinfo()) {
    throw std::invalid_argument("the URL of the server must not hold a user or password");
  }
  if (parsed->has_query() || parsed->has_fragment()) {
    throw std::invalid_argument("the URL of the server ends with its path: no ? and no #");
  }
  BaseUrl result;
  result.endpoint = endpoint_of(*parsed, 443);
  if (!usable(result.endpoint) || is_cut_in_host(*parsed)) {
    throw std::invalid_argument(fmt::format("no usable host and port in \"{}\"", text));
  }
  const auto drop_slashes = [&result] {
    while (!result.path.empty() && result.path.back() == '/') {
      result.path.pop_back();
    }
  };
  result.path = std::string(parsed->encoded_path());
  drop_slashes();
  if (result.path.size() >= api.size() &&
      result.path.compare(result.path.size() - api.size(), api.npos, api) == 0) {
    result.path.resize(result.path.size() - api.size());
    drop_slashes();
  }
  return result;
}

Proxy parse_proxy(const std::string& text) {
  // Environments often leave the scheme out: "proxy.example.com:3128".
  const bool has_scheme = text.find("://") != text.npos;
  const std::string full = has_scheme ? text : "http://" + text;
  const auto parsed = urls::parse_uri(full);
  if (!parsed || !parsed->has_authority()) {
    throw std::invalid_argument(
        "the proxy is not given as http://host:port or http://user:password@host:port "
        "(special characters in user and password as %XX)"
    );
  }
  if (parsed->scheme_id() != urls::scheme::http) {
    throw std::invalid_argument(fmt::format(
        "a proxy is spoken to over http:// only, not {}://", std::string(parsed->scheme())
    ));
  }
  Proxy proxy;
  proxy.endpoint = endpoint_of(*parsed, 80);
  if (!usable(proxy.endpoint) || is_cut_in_host(*parsed)) {
    throw std::invalid_argument("no usable host and port in the URL of the proxy");
  }
  if (parsed->has_userinfo()) {
    proxy.authorization = "Basic " + base64(parsed->user() + ":" + parsed->password());
  }
  return proxy;
}

}  // namespace client
