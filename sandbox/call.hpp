#pragma once

#include "sandbox/checks.hpp"
#include "sandbox/options.hpp"
#include "sandbox/query.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace sandbox {

enum class Token { personal, account };

/// An authenticated call on its way through an endpoint.
struct Call {
  const Options& options;
  Token token;
  const Query& query;
  const json::value& body;  ///< Null when the method has none.
  std::string url;          ///< Of the request, without the query.
  Id project;
  /// Of what is made for the answer, and freed at once when that is text: much cheaper than a
  /// piece for each value.
  json::storage_ptr memory{};

  /// Throws Refusal (403) when the token lacks `permission` (see Options::personal_lacks).
  void need(std::string_view permission) const;

  /// Reads `key` (author-id, updated-by-user-id): only account tokens and personal ones that may
  /// impersonate may send it. Throws Refusal 403, or 422 for an unknown user.
  std::optional<Id> acting_user(Reader& reader, std::string_view key) const;
};

/// Users of the account; the first owns the personal token.
constexpr Id first_user = 5'001;
constexpr Id last_user = 5'003;
constexpr bool is_user(Id id) { return id >= first_user && id <= last_user; }

/// Reads assigned-to-id and assigned-to-type into `rest`. Throws Refusal.
void keep_assignee(Reader& reader, json::object& rest);

/// `{"id", "type", "attributes"}` with the attributes every entity has.
json::object entity(std::string_view type, Id id, json::object attributes);

/// A JSON object as text, for the column `rest`, and back.
std::string to_text(const json::object& object);
json::object from_text(const std::string& text);

/// Overwrites or adds each member of `extra`.
void overlay(json::object& object, const json::object& extra);

/// " and column in (1,2,3)"; empty without ids.
std::string id_filter(std::string_view column, const std::optional<std::vector<Id>>& ids);

/// A `where` with placeholders, and the texts for them.
struct Condition {
  std::string where;
  std::vector<std::string> texts;
};
/// Of the filters name_exact, name_like and display-ids, on the columns `name`, `folded` and
/// `display_id`.
Condition condition_of(const Query& query);

}  // namespace sandbox
