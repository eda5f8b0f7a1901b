#include "sandbox/call.hpp"

#include "sandbox/refusal.hpp"

#include <fmt/format.h>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace sandbox {

void Call::need(std::string_view permission) const {
  const auto& lacks = options.personal_lacks;
  if (token == Token::personal &&
      std::find(lacks.begin(), lacks.end(), permission) != lacks.end()) {
    throw Refusal(403, fmt::format("the token's owner has no {} permission", permission));
  }
}

std::optional<Id> Call::acting_user(Reader& reader, std::string_view key) const {
  const auto user = reader.id(key);
  if (!user) {
    return std::nullopt;
  }
  if (token == Token::personal && !options.personal_may_impersonate) {
    throw Refusal(
        403,
        fmt::format("{} needs a token with impersonation", key),
        reader.path_to(key),
        reader.element()
    );
  }
  if (!is_user(*user)) {
    reader.refuse(key, "is no user of this account");
  }
  return user;
}

void keep_assignee(Reader& reader, json::object& rest) {
  const auto type = reader.one_of("assigned-to-type", {"user", "group"});
  const auto id = reader.id("assigned-to-id");
  if (id && type.value_or("user") == "user" && !is_user(*id)) {
    reader.refuse("assigned-to-id", "is no user of this account");
  }
  if (type && !id) {
    reader.refuse("assigned-to-id", "is missing");
  }
  if (id) {
    rest["assigned-to-id"] = *id;
    rest["assigned-to-type"] = type.value_or("user");
  }
}

json::object entity(std::string_view type, Id id, json::object attributes) {
  json::object result(attributes.storage());
  result.reserve(3);
  result["id"] = std::to_string(id);
  result["type"] = type;
  result["attributes"] = std::move(attributes);
  return result;
}

std::string to_text(const json::object& object) {
  return object.empty() ? std::string("{}") : json::serialize(object);
}

json::object from_text(const std::string& text) {
  return text.size() <= 2 ? json::object() : json::parse(text).as_object();
}

void overlay(json::object& object, const json::object& extra) {
  for (const auto& [key, value] : extra) {
    object.insert_or_assign(key, value);
  }
}

std::string id_filter(std::string_view column, const std::optional<std::vector<Id>>& ids) {
  return ids ? fmt::format(" and {} in ({})", column, fmt::join(*ids, ",")) : std::string();
}

Condition condition_of(const Query& query) {
  Condition condition{" where 1" + id_filter("display_id", query.ids("display-ids")), {}};
  auto& [where, texts] = condition;
  if (auto name = query.text("name_exact")) {
    where += fmt::format(" and name = :t{}", texts.size());
    texts.push_back(*std::move(name));
  }
  if (const auto name = query.text("name_like")) {
    where += fmt::format(" and instr(folded, :t{}) > 0", texts.size());
    texts.push_back(folded(*name));
  }
  return condition;
}

}  // namespace sandbox
