#include "sandbox/target.hpp"

#include <charconv>

namespace sandbox {

std::optional<Id> id_in(std::string_view text) {
  Id id = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  const bool whole = error == std::errc() && stop == text.data() + text.size() && id > 0;
  return whole ? std::optional<Id>(id) : std::nullopt;
}

Target Target::of(const std::string& target) {
  Target result;
  const auto question = target.find('?');
  result.path = target.substr(0, question);
  result.query = question == std::string::npos ? std::string() : target.substr(question + 1);
  std::string_view path = result.path;
  constexpr std::string_view root = "/api/v2/";
  if (path.substr(0, root.size()) != root) {
    return result;
  }
  path.remove_prefix(root.size());
  constexpr std::string_view projects = "projects/";
  if (path.substr(0, projects.size()) == projects) {
    const auto below = path.substr(projects.size());
    const auto slash = below.find('/');
    if (slash != std::string_view::npos) {
      result.project = id_in(below.substr(0, slash)).value_or(0);
      path = below.substr(slash + 1);
    }
  }
  result.resource = path;
  return result;
}

}  // namespace sandbox
