#include "sandbox/route.hpp"

#include <fmt/format.h>

namespace sandbox {

namespace {

constexpr std::string_view json_suffix = ".json";

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// "sets/:id/clone" on "sets/17/clone".
bool matches(std::string_view pattern, std::string_view path, Id& id) {
  while (true) {
    const auto pattern_part = pattern.substr(0, pattern.find('/'));
    const auto path_part = path.substr(0, path.find('/'));
    if (pattern_part == ":id") {
      const auto value = id_in(path_part);
      if (!value) {
        return false;
      }
      id = *value;
    } else if (pattern_part != path_part) {
      return false;
    }
    const bool pattern_ends = pattern_part.size() == pattern.size();
    const bool path_ends = path_part.size() == path.size();
    if (pattern_ends || path_ends) {
      return pattern_ends && path_ends;
    }
    pattern.remove_prefix(pattern_part.size() + 1);
    path.remove_prefix(path_part.size() + 1);
  }
}

}  // namespace

const Api::Route& Api::route(const Request& request, const Target& target, Id& id) const {
  static constexpr Route routes[] = {
      {"GET", false, "projects", &Api::own<&Api::projects>},
      {"GET", false, "projects/:id", &Api::own_one<&Api::project>},
      {"GET", false, "users", &Api::own<&Api::users>},
      {"GET", true, "users", &Api::own<&Api::users>},
      {"GET", false, "account", &Api::own<&Api::account>},
      {"GET", true, "tests", &Api::all<&Api::tests_, &Tests::list>},
      {"POST", true, "tests", &Api::all<&Api::tests_, &Tests::create>},
      {"GET", true, "tests/:id", &Api::one<&Api::tests_, &Tests::show>},
      {"PUT", true, "tests/:id", &Api::one<&Api::tests_, &Tests::update>},
      {"POST", true, "tests/bulk_search", &Api::all<&Api::tests_, &Tests::bulk_search>},
      {"GET", true, "steps", &Api::all<&Api::tests_, &Tests::steps>},
      {"GET", true, "sets", &Api::all<&Api::sets_, &Sets::list>},
      {"POST", true, "sets", &Api::all<&Api::sets_, &Sets::create>},
      {"GET", true, "sets/:id", &Api::one<&Api::sets_, &Sets::show>},
      {"POST", true, "sets/:id/clone", &Api::one<&Api::sets_, &Sets::clone>},
      {"GET", true, "instances", &Api::all<&Api::instances_, &Instances::list>},
      {"POST", true, "instances", &Api::own<&Api::create_instances>},
      {"GET", true, "runs", &Api::all<&Api::runs_, &Runs::list>},
      {"POST", true, "runs", &Api::all<&Api::runs_, &Runs::create>},
      {"POST", true, "runs/auto_create", &Api::own<&Api::create_all>},
      {"GET", true, "fields", &Api::all<&Api::fields_, &Fields::list>},
      {"GET", true, "custom_fields", &Api::all<&Api::fields_, &Fields::list_custom>},
      {"GET", true, "custom_fields/:id", &Api::one<&Api::fields_, &Fields::show>},
      {"PUT", true, "custom_fields/:id", &Api::one<&Api::fields_, &Fields::update>},
  };

  if (target.resource.empty() || (target.project && *target.project != keys_.project)) {
    throw Refusal(404, target.project ? "there is no such project" : "there is no such resource");
  }
  std::string_view path = target.resource;
  const bool as_json = ends_with(path, json_suffix);
  if (as_json) {
    path.remove_suffix(json_suffix.size());
  } else {
    const auto dot = path.find_last_of("./");
    if (dot != std::string_view::npos && path[dot] == '.') {
      path = path.substr(0, dot);
    }
  }
  const bool hidden = (path == "runs/auto_create" && !options_.auto_create) ||
                      (path == "tests/bulk_search" && !options_.bulk_search) ||
                      (path == "account" && !options_.account);
  bool known = false;
  for (const auto& each : routes) {
    if (!hidden && each.in_project == target.project.has_value() && matches(each.path, path, id)) {
      known = true;
      if (each.method == request.method) {
        if (!as_json) {
          throw Refusal(406, "the only format is .json");
        }
        return each;
      }
    }
  }
  throw known ? Refusal(405, fmt::format("{} is not allowed here", request.method))
              : Refusal(404, "there is no such resource");
}

}  // namespace sandbox
