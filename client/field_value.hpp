#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace client {

/// A field of a test, a set or a run with what it is to hold.
struct FieldValue {
  /// The name of a SystemField, or the key of a custom field.
  std::string field;
  /// As the field wants it: a text (of custom fields dates as DD/MM/YYYY, users as their id),
  /// several for tags and for fields of the format "multilist", a number for the format "number".
  std::variant<std::string, std::vector<std::string>, std::int64_t, double> value;

  auto operator<=>(const FieldValue&) const = default;
};

using FieldValues = std::vector<FieldValue>;

enum class FieldOwner { test, set, run };

/// What a value of a system field is.
enum class FieldKind {
  text,
  texts,
  id,        ///< A whole number.
  assignee,  ///< "5001", a user's id, or "group:12".
  date,      ///< YYYY-MM-DD
};

/// A field of PractiTest's own that can be written when its owner is made.
struct SystemField {
  std::string_view name;  ///< In kebab-case, but for what the API calls automated fields.
  FieldKind kind = FieldKind::text;
  bool of_tests = false;
  bool of_sets = false;
  bool of_runs = false;
  bool in_auto_create = true;  ///< Of tests: runs/auto_create.json takes it too.
  bool is_automated = false;   ///< It is sent among the automated-fields.
};

/// Source: API reference, creation of tests, sets and runs.
std::span<const SystemField> system_fields();

/// Absent when there is none of this name.
const SystemField* find_system_field(std::string_view name);

bool belongs_to(const SystemField& field, FieldOwner owner);

/// "---f-401", and back; absent for anything else.
std::string custom_field_key(std::int64_t id);
std::optional<std::int64_t> custom_field_id(std::string_view key);

}  // namespace client
