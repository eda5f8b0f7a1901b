#include "sandbox/api.hpp"
#include "sandbox/refusal.hpp"

#include <fmt/format.h>

// What lies above the projects: projects.json, users.json, account.json.
namespace sandbox {

json::object Api::projects(const Call& call, Id id) {
  call.query.allow({}, id == 0);
  json::object attributes;
  attributes["name"] = "Sandbox";
  attributes["created-at"] = timestamp(store_.now());
  attributes["automation-support"] = true;
  auto project = entity("projects", call.project, std::move(attributes));
  if (id != 0) {
    if (id != call.project) {
      throw Refusal(404, "there is no such project");
    }
    json::object document;
    document["data"] = std::move(project);
    return document;
  }
  const auto page = Page::of(call.query);
  json::array data;
  if (page.number == 1) {
    data.push_back(std::move(project));
  }
  return paged(std::move(data), page, 1, call.url, call.query);
}

json::object Api::users(const Call& call) const {
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

json::object Api::account(const Call& call) const {
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
