#include "importer/field_choices.hpp"

#include "importer/error.hpp"
#include "importer/import_values.hpp"
#include "importer/result_words.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>
#include <boost/program_options/variables_map.hpp>

#include <algorithm>
#include <cctype>

namespace importer {

namespace {

using client::FieldOwner;

/// The first of each owner is the one of its fields.
constexpr std::pair<std::string_view, FieldOwner> options_of_owners[] = {
    {"test-field", FieldOwner::test},
    {"set-field", FieldOwner::set},
    {"run-field", FieldOwner::run},
    {match_field_option, FieldOwner::test},
};

/// Absent for what is no id: "401", "---f-401" or, as fields.json has it, "___f_401".
std::optional<std::string> key_of_id(std::string_view name) {
  constexpr std::string_view unique_name = "___f_";
  if (client::custom_field_id(name)) {
    return std::string(name);
  }
  const auto digits = name.substr(name.starts_with(unique_name) ? unique_name.size() : 0);
  auto key = fmt::format("---f-{}", digits);
  return client::custom_field_id(key) ? std::optional(key) : std::nullopt;
}

/// A name that only another kind of entity has among its own may still be that of a custom field.
std::string field_named(const std::string& given, FieldOwner owner) {
  for (const auto& field : client::system_fields()) {
    if (client::belongs_to(field, owner) && plain_name(field.name) == plain_name(given)) {
      return std::string(field.name);
    }
  }
  return key_of_id(given).value_or(given);
}

KnownPlaceholders with_those_of_import(KnownPlaceholders known) {
  const auto& of_import = import_placeholders();
  known.insert(known.end(), of_import.begin(), of_import.end());
  return known;
}

KnownPlaceholders with_tag(KnownPlaceholders known) {
  known.push_back({"tag"});
  return known;
}

/// No tags: a result may have several, in any order.
const KnownPlaceholders& match_placeholders() {
  static const auto known = with_those_of_import(result_placeholders());
  return known;
}

FieldChoice choice_from(std::string_view option, FieldOwner owner, const std::string& text) {
  const auto equals = text.find('=');
  const auto given = std::string(text::trimmed(std::string_view(text).substr(0, equals)));
  if (equals == text.npos || given.empty()) {
    throw UsageError(fmt::format(
        "--{} takes NAME=TEMPLATE, the name of a field and what it is to hold, such as '{}', not "
        "'{}'",
        option,
        option == match_field_option ? "Automation ID={property:automation_id}"
                                     : "Build={ci.build}",
        text
    ));
  }
  const auto whose = fmt::format("--{} {}", option, given);
  const auto value = std::string_view(text).substr(equals + 1);
  const auto& known =
      option == match_field_option ? match_placeholders() : field_placeholders(owner);
  return {option, owner, given, field_named(given, owner), Template(value, known, whose)};
}

}  // namespace

std::optional<FieldOwner> field_owner(std::string_view option) {
  for (const auto& [name, owner] : options_of_owners) {
    if (name == option) {
      return owner;
    }
  }
  return std::nullopt;
}

std::string plain_name(std::string_view name) {
  std::string letters;
  for (const char c : name) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  return letters;
}

std::string_view field_option(FieldOwner owner) {
  return std::ranges::find(
             options_of_owners, owner, [](const auto& each) { return each.second; }
  )->first;
}

const KnownPlaceholders& field_placeholders(FieldOwner owner) {
  static const auto of_results = with_those_of_import(with_tag(result_placeholders()));
  return owner == FieldOwner::set ? import_placeholders() : of_results;
}

FieldChoices field_choices(const boost::program_options::variables_map& values) {
  FieldChoices choices;
  choices.extend_lists = values["extend-lists"].as<bool>();
  for (const auto& [option, owner] : options_of_owners) {
    const std::string name(option);
    if (values.count(name) == 0) {
      continue;
    }
    const auto texts = option == match_field_option ? std::vector{values[name].as<std::string>()}
                                                    : values[name].as<std::vector<std::string>>();
    for (const auto& text : texts) {
      auto chosen = choice_from(option, owner, text);
      for (const auto& other : choices.all) {
        if (other.owner == owner && other.field == chosen.field) {
          throw UsageError(
              other.option == option
                  ? fmt::format(
                        "--{} names the field {} twice, as '{}' and '{}': say once what it is to "
                        "hold",
                        option,
                        chosen.field,
                        other.given,
                        chosen.given
                    )
                  : fmt::format(
                        "--{} and --{} both name the field {}: tests that are made get what "
                        "--match-field says, so leave the other one out",
                        other.option,
                        option,
                        chosen.field
                    )
          );
        }
      }
      choices.all.push_back(std::move(chosen));
    }
  }
  return choices;
}

}  // namespace importer
