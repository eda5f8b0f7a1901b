#include "importer/project_fields.hpp"

#include "importer/error.hpp"
#include "importer/field_text.hpp"
#include "importer/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>

namespace importer {

namespace {

using client::Field;
using client::FieldOwner;
using client::FieldValue;

/// As fields.json calls them.
std::string_view entity_of(FieldOwner owner) {
  return owner == FieldOwner::test ? "Test" : owner == FieldOwner::set ? "TestSet" : "Run";
}

std::string_view plural_of(FieldOwner owner) {
  return owner == FieldOwner::test ? "tests" : owner == FieldOwner::set ? "test sets" : "runs";
}

/// Where the answer does not say whose it is, PractiTest will.
bool is_of(const Field& field, FieldOwner owner) {
  return field.entities.empty() ||
         std::ranges::find(field.entities, entity_of(owner)) != field.entities.end();
}

bool is_multilist(const Field& field) { return field.format.find("multi") != std::string::npos; }
bool is_list(const Field& field) { return is_multilist(field) || field.format == "list"; }

bool holds(const Field& field, const std::string& value) {
  return std::ranges::find(field.possible_values, value) != field.possible_values.end();
}

/// A whole number stays one.
std::optional<std::variant<std::int64_t, double>> number_in(const std::string& text) {
  const auto* const end = text.data() + text.size();
  std::int64_t whole = 0;
  const auto read = std::from_chars(text.data(), end, whole);
  if (read.ec == std::errc{} && read.ptr == end) {
    return whole;
  }
  double number = 0;
  const auto again = std::from_chars(text.data(), end, number, std::chars_format::fixed);
  if (again.ec == std::errc{} && again.ptr == end) {
    return number;
  }
  return std::nullopt;
}

bool is_user_id(const std::string& text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

[[noreturn]] void refuse_field_value(
    const Field& field,
    FieldOwner owner,
    std::string_view takes,
    const std::string& value,
    const std::string& where
) {
  throw UsageError(fmt::format(
      "--{} {} takes {}, and not '{}', as {} has it",
      field_option(owner),
      field.name,
      takes,
      value,
      where
  ));
}

/// "'Opera', 'Lynx' and 3 more"
std::string quoted(const std::vector<std::string>& values) {
  constexpr std::size_t most = 5;
  std::string list;
  for (std::size_t i = 0; i < std::min(most, values.size()); ++i) {
    list += fmt::format("{}'{}'", i == 0 ? "" : ", ", values[i]);
  }
  return values.size() > most ? fmt::format("{} and {} more", list, values.size() - most) : list;
}

}  // namespace

const Field* ProjectFields::find(const std::string& name, FieldOwner owner, std::string_view option)
    const {
  const auto id = client::custom_field_id(name);
  const Field* found = nullptr;
  for (const auto& field : fields_) {
    const bool is_it = id ? field.id == *id : field.name == name;
    if (!field.is_custom || !is_it || !is_of(field, owner)) {
      continue;
    }
    if (found != nullptr) {
      throw UsageError(fmt::format(
          "--{} {}: two fields of {} have this name: say which by its id, {} or {}",
          option,
          name,
          plural_of(owner),
          found->id,
          field.id
      ));
    }
    found = &field;
  }
  return found;
}

std::string ProjectFields::key_of(
    const std::string& name, FieldOwner owner, std::string_view option
) const {
  if (client::find_system_field(name) != nullptr) {
    return name;
  }
  const auto* const field = find(name, owner, option);
  if (field == nullptr) {
    refuse_unknown(name, owner, option);
  }
  return client::custom_field_key(field->id);
}

void ProjectFields::refuse_unknown(
    const std::string& name, FieldOwner owner, std::string_view option
) const {
  std::vector<std::string> names;
  for (const auto& field : fields_) {
    if (field.is_custom && is_of(field, owner)) {
      names.push_back(field.name);
    }
  }
  for (const auto& field : client::system_fields()) {
    if (client::belongs_to(field, owner)) {
      names.emplace_back(field.name);
    }
  }
  const auto id = client::custom_field_id(name);
  const auto other = std::ranges::find_if(fields_, [&](const Field& field) {
    return field.is_custom && (id ? field.id == *id : field.name == name);
  });
  const auto known = fmt::format("there are {}", fmt::join(names, ", "));
  if (other != fields_.end()) {
    throw UsageError(fmt::format(
        "--{} {}: this field of the project is none of {} (it belongs to {}); {}",
        option,
        name,
        plural_of(owner),
        fmt::join(other->entities, ", "),
        known
    ));
  }
  const auto meant = nearest(name, names);
  throw UsageError(fmt::format(
      "--{} {}: the project has no such field of {}: {}",
      option,
      name,
      plural_of(owner),
      meant ? fmt::format("did you mean '{}'?", *meant) : known
  ));
}

void ProjectFields::note_missing(
    const Field& field, FieldOwner owner, const std::string& value, const std::string& where
) {
  auto list = std::ranges::find(lacking_, &field, &Lacking::field);
  if (list == lacking_.end()) {
    lacking_.push_back({&field, owner, {}, where});
    list = std::prev(lacking_.end());
  }
  if (std::ranges::find(list->values, value) == list->values.end()) {
    list->values.push_back(value);
  }
}

void ProjectFields::give_form(
    FieldValue& value, const Field& field, FieldOwner owner, const std::string& where
) {
  const auto* const given = std::get_if<std::string>(&value.value);
  if (given == nullptr) {
    return;  // It has its form already.
  }
  const auto text = *given;
  if (is_multilist(field)) {
    // A value of the list may hold a comma itself.
    value.value = holds(field, text) ? std::vector{text} : split_values(text);
  } else if (field.format == "date") {
    const auto date = custom_date(text);
    if (!date) {
      refuse_field_value(field, owner, "a day, as YYYY-MM-DD or DD/MM/YYYY", text, where);
    }
    value.value = *date;
  } else if (field.format == "number") {
    const auto number = number_in(text);
    if (!number) {
      refuse_field_value(field, owner, "a number", text, where);
    }
    std::visit([&value](auto each) { value.value = each; }, *number);
  } else if (field.format == "user" && !is_user_id(text)) {
    refuse_field_value(field, owner, "the id of a user", text, where);
  }
}

void ProjectFields::settle(
    client::FieldValues& values, FieldOwner owner, const std::string& where
) {
  for (auto& value : values) {
    const Field* field = nullptr;
    if (client::find_system_field(value.field) != nullptr) {
      // Only lists say what they allow; their names here are title-cased.
      const auto own = std::ranges::find_if(fields_, [&value](const Field& each) {
        return !each.is_custom && plain_name(each.name) == plain_name(value.field);
      });
      if (own == fields_.end() || own->format != "list" || own->possible_values.empty()) {
        continue;
      }
      field = &*own;
    } else {
      field = find(value.field, owner, field_option(owner));
      if (field == nullptr) {
        refuse_unknown(value.field, owner, field_option(owner));
      }
      value.field = client::custom_field_key(field->id);
      give_form(value, *field, owner, where);
    }
    if (!is_list(*field)) {
      continue;
    }
    const auto check = [&](const std::string& each) {
      if (!holds(*field, each)) {
        note_missing(*field, owner, each, where);
      }
    };
    if (const auto* const text = std::get_if<std::string>(&value.value)) {
      check(*text);
    } else if (const auto* const texts = std::get_if<std::vector<std::string>>(&value.value)) {
      std::ranges::for_each(*texts, check);
    }
  }
}

std::vector<ListExtension> ProjectFields::missing_values(bool may_extend) const {
  std::vector<ListExtension> extensions;
  for (const auto& [field, owner, values, first] : lacking_) {
    if (!may_extend || !field->is_custom) {
      throw UsageError(fmt::format(
          "--{} {}: the list of this field lacks {}, which {} has; it holds {}: {}",
          field_option(owner),
          field->name,
          quoted(values),
          first,
          field->possible_values.empty() ? "nothing" : quoted(field->possible_values),
          field->is_custom ? "give one of these, or have it added with --extend-lists"
                           : "give one of these, or have PractiTest's administrator add it"
      ));
    }
    extensions.push_back({field->id, field->name, values});
  }
  return extensions;
}

}  // namespace importer
