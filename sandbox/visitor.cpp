#include "sandbox/visitor.hpp"

#include <algorithm>
#include <string>

namespace sandbox {

bool is_visit(const Request& request) {
  const std::string_view target = request.target;
  constexpr std::string_view api = "/api";
  if (target.substr(0, 1) != "/") {
    return false;
  }
  if (target.substr(0, api.size()) == api) {
    const auto after = target.substr(api.size(), 1);
    if (after.empty() || after == "/" || after == "?") {
      return false;
    }
  }
  const auto accepts = [&](std::string_view type) {
    return request.accept.find(type) != std::string::npos;
  };
  const bool json = accepts("application/json") || accepts("application/vnd.api+json");
  return !json || accepts("text/html");
}

bool is_loopback(std::string_view host) {
  const auto colon = host.rfind(':');
  if (colon != std::string_view::npos && host.substr(colon).find(']') == std::string_view::npos) {
    const auto port = host.substr(colon + 1);
    if (!std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; })) {
      return false;
    }
    host = host.substr(0, colon);
  }
  std::string name(host);
  std::transform(name.begin(), name.end(), name.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  });
  return name == "localhost" || name == "127.0.0.1" || name == "[::1]";
}

}  // namespace sandbox
