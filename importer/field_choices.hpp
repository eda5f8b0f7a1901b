#pragma once

#include "client/field_value.hpp"
#include "importer/template.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boost::program_options {
class variables_map;
}

namespace importer {

constexpr std::string_view match_field_option = "match-field";

/// What the user wants in a field.
struct FieldChoice {
  std::string_view option;  ///< That says it: "test-field".
  client::FieldOwner owner = client::FieldOwner::run;
  std::string given;  ///< The field as the user named it.
  /// A system field's name, a custom field's key, or what seems to be a custom field's name:
  /// fields.json tells (check_fields.hpp).
  std::string field;
  Template value;
};

struct FieldChoices {
  std::vector<FieldChoice> all;
  bool extend_lists = false;  ///< Lists get the values that they lack.

  /// What --match-field says, which is one of all: tests that are made get it, too. Null: nothing.
  const FieldChoice* match() const {
    const auto found = std::ranges::find(all, match_field_option, &FieldChoice::option);
    return found == all.end() ? nullptr : &*found;
  }
};

/// Of the options "test-field", "set-field", "run-field" and "match-field"; absent for others.
std::optional<client::FieldOwner> field_owner(std::string_view option);
/// "test-field", "set-field", "run-field"
std::string_view field_option(client::FieldOwner owner);

/// In which "Assigned to", "assigned_to" and "assigned-to" are one name.
std::string plain_name(std::string_view name);

/// What a template of such a field may hold.
const KnownPlaceholders& field_placeholders(client::FieldOwner owner);

/// The fields, --match-field and --extend-lists. Throws UsageError for a text without `=`, a wrong
/// template, a system field that such an entity does not have, and one that is named twice.
FieldChoices field_choices(const boost::program_options::variables_map& values);

}  // namespace importer
