#include "client/proxy.hpp"

#include "client/endpoint.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <string_view>

namespace client {

namespace {

namespace ip = boost::asio::ip;

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return result;
}

std::optional<ip::address> address_of(const std::string& text) {
  boost::system::error_code error;
  const auto address = ip::make_address(text, error);
  return error ? std::nullopt : std::optional(address);
}

bool in_network(const ip::address& address, const std::string& network) {
  boost::system::error_code error;
  if (address.is_v4()) {
    const auto v4 = ip::make_network_v4(network, error);
    return !error &&
           ip::network_v4(address.to_v4(), v4.prefix_length()).canonical() == v4.canonical();
  }
  const auto v6 = ip::make_network_v6(network, error);
  return !error &&
         ip::network_v6(address.to_v6(), v6.prefix_length()).canonical() == v6.canonical();
}

// Cuts ":port" off the end, or the brackets of an IPv6 address; false when it is another port.
bool port_fits(std::string& entry, std::uint16_t port) {
  const auto colon = entry.rfind(':');
  const auto bracket = entry.rfind(']');
  const bool bare_ipv6 = bracket == entry.npos && entry.find(':') != colon;
  bool fits = true;
  if (colon != entry.npos && !bare_ipv6 && (bracket == entry.npos || colon > bracket)) {
    unsigned number = 0;
    const char* const end = entry.data() + entry.size();
    const auto read = std::from_chars(entry.data() + colon + 1, end, number);
    fits = read.ec == std::errc() && read.ptr == end && number == port;
    entry.resize(colon);
  }
  if (entry.size() >= 2 && entry.front() == '[' && entry.back() == ']') {
    entry = entry.substr(1, entry.size() - 2);
  }
  return fits;
}

bool covers(std::string entry, const Endpoint& endpoint) {
  if (entry == "*") {
    return true;
  }
  if (!port_fits(entry, endpoint.port)) {
    return false;
  }
  const auto host = lower(endpoint.host);
  if (const auto address = address_of(host)) {
    const auto listed = address_of(entry);
    return entry.find('/') != entry.npos ? in_network(*address, entry) : listed == address;
  }
  if (entry.substr(0, 2) == "*.") {
    entry.erase(0, 1);
  }
  if (!entry.empty() && entry.front() == '.') {
    entry.erase(0, 1);
  }
  if (entry.empty() || host.size() < entry.size()) {
    return false;
  }
  const auto start = host.size() - entry.size();
  return host.compare(start, host.npos, entry) == 0 && (start == 0 || host[start - 1] == '.');
}

bool excepted(const std::string& no_proxy, const Endpoint& endpoint) {
  const std::string list = lower(no_proxy);
  constexpr std::string_view separators = ", \t";
  for (std::size_t at = 0; at < list.size();) {
    const auto end = std::min(list.find_first_of(separators, at), list.size());
    if (end > at && covers(list.substr(at, end - at), endpoint)) {
      return true;
    }
    at = end + 1;
  }
  return false;
}

std::string variable(const char* small, const char* large) {
  for (const char* name : {small, large}) {
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0') {
      return value;
    }
  }
  return {};
}

}  // namespace

ProxyEnvironment read_proxy_environment() {
  ProxyEnvironment environment;
  environment.https_proxy = variable("https_proxy", "HTTPS_PROXY");
  environment.all_proxy = variable("all_proxy", "ALL_PROXY");
  environment.no_proxy = variable("no_proxy", "NO_PROXY");
  return environment;
}

std::string proxy_for(
    const std::string& base_url,
    const std::optional<std::string>& option,
    const ProxyEnvironment& environment
) {
  if (option) {
    if (!option->empty()) {
      parse_proxy(*option);
    }
    return *option;
  }
  const auto endpoint = parse_base_url(base_url).endpoint;
  const auto& proxy =
      environment.https_proxy.empty() ? environment.all_proxy : environment.https_proxy;
  if (proxy.empty() || endpoint.on_this_machine() || excepted(environment.no_proxy, endpoint)) {
    return {};
  }
  parse_proxy(proxy);
  return proxy;
}

}  // namespace client
