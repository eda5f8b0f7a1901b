#include "importer/shareable_arguments.hpp"

#include <algorithm>
#include <string_view>

namespace importer {

namespace {

/// "postgresql://host/base?password=secret&…" without the secret.
std::string without_password_parameter(std::string argument) {
  constexpr std::string_view name = "password=";
  const auto at = argument.find("://") == argument.npos ? argument.npos : argument.find(name);
  if (at != argument.npos) {
    const auto begin = at + name.size();
    argument.erase(begin, std::min(argument.find('&', begin), argument.size()) - begin);
  }
  return argument;
}

/// "http://user:secret@host" → "http://user@host"; `scheme_needed` is false for what may be a URL
/// without one.
std::string without_password(const std::string& argument, bool scheme_needed) {
  const auto scheme = argument.find("://");
  const auto at = argument.rfind('@');
  if (at == argument.npos || (scheme == argument.npos && scheme_needed)) {
    return argument;
  }
  const auto begin = scheme == argument.npos ? argument.find('=') + 1 : scheme + 3;
  const auto colon = argument.find(':', begin);
  return colon < at ? argument.substr(0, colon) + argument.substr(at) : argument;
}

}  // namespace

std::vector<std::string> without_secrets(const std::vector<std::string>& arguments) {
  std::vector<std::string> kept;
  bool is_proxy = false;
  for (const auto& argument : arguments) {
    if (argument == "--again" || argument == "--dry-run") {
      continue;
    }
    auto shareable = without_password_parameter(
        without_password(argument, !is_proxy && !argument.starts_with("--proxy="))
    );
    is_proxy = argument == "--proxy";
    kept.push_back(std::move(shareable));
  }
  return kept;
}

}  // namespace importer
