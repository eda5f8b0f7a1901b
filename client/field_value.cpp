#include "client/field_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

namespace client {

namespace {

constexpr std::string_view custom_prefix = "---f-";

constexpr SystemField automated(std::string_view name) {
  SystemField field;
  field.name = name;
  field.of_tests = true;
  field.in_auto_create = false;
  field.is_automated = true;
  return field;
}

constexpr std::array fields = {
    //          name                 kind              of: tests  sets  runs  in auto_create
    SystemField{"description", FieldKind::text, true, true, false},
    SystemField{"version", FieldKind::text, true, true, true},
    SystemField{"priority", FieldKind::text, true, true, false},
    SystemField{"status", FieldKind::text, true, false, false},
    SystemField{"tags", FieldKind::texts, true, true, false},
    SystemField{"duration-estimate", FieldKind::text, true, false, false},
    SystemField{"assigned-to", FieldKind::assignee, true, true, false, false},
    SystemField{"planned-execution", FieldKind::date, true, true, false, false},
    SystemField{"milestone", FieldKind::id, false, true, false},
    automated("automated_test_design"),
    automated("script_repository"),
    automated("num_of_results"),
    automated("suite_path"),
    automated("client_type"),
    automated("script_path"),
    automated("results_path"),
    automated("script_name"),
};

}  // namespace

std::span<const SystemField> system_fields() { return fields; }

const SystemField* find_system_field(std::string_view name) {
  const auto* const found = std::ranges::find(fields, name, &SystemField::name);
  return found == fields.end() ? nullptr : found;
}

bool belongs_to(const SystemField& field, FieldOwner owner) {
  switch (owner) {
  case FieldOwner::test:
    return field.of_tests;
  case FieldOwner::set:
    return field.of_sets;
  case FieldOwner::run:
    break;
  }
  return field.of_runs;
}

std::string custom_field_key(std::int64_t id) { return fmt::format("{}{}", custom_prefix, id); }

std::optional<std::int64_t> custom_field_id(std::string_view key) {
  std::int64_t id = 0;
  if (!key.starts_with(custom_prefix)) {
    return std::nullopt;
  }
  const auto* const end = key.data() + key.size();
  const auto read = std::from_chars(key.data() + custom_prefix.size(), end, id);
  return read.ec == std::errc{} && read.ptr == end && id > 0 ? std::optional(id) : std::nullopt;
}

}  // namespace client
