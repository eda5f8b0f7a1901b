#pragma once

#include <optional>
#include <string>

namespace client {

/// What the environment says about proxies; empty for variables that are not set.
struct ProxyEnvironment {
  std::string https_proxy;  ///< https_proxy, else HTTPS_PROXY.
  std::string all_proxy;    ///< all_proxy, else ALL_PROXY.
  std::string no_proxy;     ///< no_proxy, else NO_PROXY.
};

/// Reads the process's environment. Small letters win, as with curl.
ProxyEnvironment read_proxy_environment();

/// The proxy for Settings::proxy, empty for none. `option` is the user's own word (--proxy) and
/// beats the environment; given but empty it means none. Without it loopback is always reached
/// directly. NO_PROXY is a list, by commas or blanks, of: "*"; a host name, which also stands for
/// all names below it, with or without a leading dot; an address; a network, "10.0.0.0/8"; each
/// of them may end in ":port". Pure. Throws std::invalid_argument, as parse_base_url() and
/// parse_proxy() do.
std::string proxy_for(
    const std::string& base_url,
    const std::optional<std::string>& option,
    const ProxyEnvironment& environment
);

}  // namespace client
