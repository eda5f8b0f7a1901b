#include "sandbox/api.hpp"
#include "sandbox/refusal.hpp"

#include <fmt/format.h>

// What lies above the projects: projects.json, users.json, account.json.
namespace sandbox {

namespace {

json::object shown(Id project, Id now) {
  json::object attributes;
  attributes["name"] = "Sandbox";
  attributes["created-at"] = timestamp(now);
  attributes["automation-support"] = true;
  return entity("projects", project, std::move(attributes));
}

}  // namespace

json::object Api::projects(const Call& call) {
  call.query.allow({});
  const auto page = Page::of(call.query);
  json::array data;
  if (page.number == 1) {
    data.push_back(shown(call.project, store_.now()));
  }
  return paged(std::move(data), page, 1, call.url, call.query);
}

json::object Api::project(const Call& call, Id id) {
  call.query.allow({}, false);
  if (id != call.project) {
    throw Refusal(404, "there is no such project");
  }
  json::object document;
  document["data"] = shown(call.project, store_.now());
  return document;
}

json::object Api::users(const Call& call) {
  if (!options_.users) {
    throw Refusal(403, "the account's plan has no users.json");
  }
  call.query.allow({});
  const auto page = Page::of(call.query);
  json::array data;
  std::size_t index = 0;
  for (Id id = first_user; id <= last_user; ++id, ++index) {
    if (index >= (page.number - 1) * page.size && data.size() < page.size) {
      json::object attributes;
      attributes["display-name"] = fmt::format("User {}", id);
      attributes["email"] = fmt::format("user{}@example.com", id);
      attributes["time-zone"] = "UTC";
      data.push_back(entity("users", id, std::move(attributes)));
    }
  }
  return paged(std::move(data), page, index, call.url, call.query);
}

json::object Api::account(const Call& call) {
  call.query.allow({}, false);
  json::object attributes;
  attributes["name"] = "Sandbox";
  attributes["api-max"] = options_.rate;
  attributes["api-max-period"] = 60;
  json::object document;
  document["data"] = entity("accounts", 1, std::move(attributes));
  return document;
}

}  // namespace sandbox
