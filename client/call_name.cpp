#include "client/call_name.hpp"

#include <string_view>

namespace client {

namespace {

constexpr std::string_view base = "/api/v2/";
constexpr std::string_view projects = "projects/";
constexpr std::string_view tests = "tests/";
constexpr std::string_view any_test = "tests/:id.json";

}  // namespace

std::string call_name(const Request& request) {
  std::string_view path = request.target;
  path = path.substr(0, path.find('?'));
  if (const auto at = path.find(base); at != path.npos) {
    path.remove_prefix(at + base.size());
  }
  if (path.substr(0, projects.size()) == projects) {
    if (const auto slash = path.find('/', projects.size()); slash != path.npos) {
      path.remove_prefix(slash + 1);
    }
  }
  if (const auto id = path.substr(0, tests.size()) == tests ? path.substr(tests.size()) : "";
      !id.empty() && id.find_first_not_of("0123456789") == id.find('.')) {
    path = any_test;
  }
  std::string name = request.method;
  name += ' ';
  name += path;
  return name;
}

}  // namespace client
