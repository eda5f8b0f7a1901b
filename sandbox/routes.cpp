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
      {"GET",
       false,
       "projects",
       [](Api& api, const Call& call, Id) { return api.projects(call, 0); }},
      {"GET",
       false,
       "projects/:id",
       [](Api& api, const Call& call, Id each) { return api.projects(call, each); }},
      {"GET", false, "users", [](Api& api, const Call& call, Id) { return api.users(call); }},
      {"GET", false, "account", [](Api& api, const Call& call, Id) { return api.account(call); }},
      {"GET", true, "users", [](Api& api, const Call& call, Id) { return api.users(call); }},
      {"GET", true, "tests", [](Api& api, const Call& call, Id) { return api.tests_.list(call); }},
      {"POST",
       true,
       "tests",
       [](Api& api, const Call& call, Id) { return api.tests_.create(call); }},
      {"GET",
       true,
       "tests/:id",
       [](Api& api, const Call& call, Id each) { return api.tests_.show(call, each); }},
      {"PUT",
       true,
       "tests/:id",
       [](Api& api, const Call& call, Id each) { return api.tests_.update(call, each); }},
      {"POST",
       true,
       "tests/bulk_search",
       [](Api& api, const Call& call, Id) { return api.tests_.bulk_search(call); }},
      {"GET", true, "steps", [](Api& api, const Call& call, Id) { return api.tests_.steps(call); }},
      {"GET", true, "sets", [](Api& api, const Call& call, Id) { return api.sets_.list(call); }},
      {"POST", true, "sets", [](Api& api, const Call& call, Id) { return api.sets_.create(call); }},
      {"GET",
       true,
       "sets/:id",
       [](Api& api, const Call& call, Id each) { return api.sets_.show(call, each); }},
      {"POST",
       true,
       "sets/:id/clone",
       [](Api& api, const Call& call, Id each) { return api.sets_.clone(call, each); }},
      {"GET",
       true,
       "instances",
       [](Api& api, const Call& call, Id) { return api.instances_.list(call); }},
      {"POST",
       true,
       "instances",
       [](Api& api, const Call& call, Id) { return api.instances_.create(call, api.sets_); }},
      {"GET", true, "runs", [](Api& api, const Call& call, Id) { return api.runs_.list(call); }},
      {"POST", true, "runs", [](Api& api, const Call& call, Id) { return api.runs_.create(call); }},
      {"POST",
       true,
       "runs/auto_create",
       [](Api& api, const Call& call, Id) {
         return auto_create(call, api.tests_, api.sets_, api.instances_, api.runs_);
       }},
      {"GET",
       true,
       "fields",
       [](Api& api, const Call& call, Id) { return api.fields_.list(call); }},
      {"GET",
       true,
       "custom_fields",
       [](Api& api, const Call& call, Id) { return api.fields_.list_custom(call); }},
      {"GET",
       true,
       "custom_fields/:id",
       [](Api& api, const Call& call, Id each) { return api.fields_.show(call, each); }},
      {"PUT",
       true,
       "custom_fields/:id",
       [](Api& api, const Call& call, Id each) { return api.fields_.update(call, each); }},
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
