#include "importer/import_values.hpp"

#include "importer/ci_system.hpp"
#include "importer/error.hpp"
#include "importer/field_choices.hpp"
#include "importer/result_words.hpp"
#include "parsers/mask_rules.hpp"
#include "parsers/text.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>

namespace importer {

namespace {

constexpr std::string_view of_ci = "ci.";

bool is_import_placeholder(const Placeholder& placeholder) {
  const auto& known = import_placeholders();
  return std::ranges::find(known, placeholder.name, &KnownPlaceholder::name) != known.end();
}

class ImportValues {
public:
  ImportValues(const Environment& environment, ValueOfImport value_of)
      : environment_(environment), value_of_(std::move(value_of)) {}

  bool has_values_of_set(const std::string& value) const {
    const Template text(value, set_placeholders(), "--set");
    return in_part(text, "--set").has_value();
  }

  /// `option` is its name without dashes.
  std::string filled(std::string_view option, const std::string& value) const {
    if (option == "set") {
      return set_name(value);
    }
    const auto owner = field_owner(option);
    const auto equals = value.find('=');
    if (!owner || equals == value.npos) {
      return value;  // The reader of options says what is wrong with it.
    }
    const auto name = value.substr(0, equals);
    const auto whose = fmt::format("--{} {}", option, name);
    const Template text(value.substr(equals + 1), field_placeholders(*owner), whose);
    return fmt::format("{}={}", name, in_part(text, whose).value_or(""));
  }

  Template filled(const FieldChoice& field) const {
    const auto whose = fmt::format("--{} {}", field.option, field.given);
    return Template(
        in_part(field.value, whose).value_or(""), field_placeholders(field.owner), whose
    );
  }

private:
  std::string set_name(const std::string& value) const {
    const Template text(value, set_placeholders(), "--set");
    const auto name = in_part(text, "--set");
    if (!name) {
      throw UsageError(fmt::format(
          "--set '{}' asks for what has no value here: {{env:NAME}} needs the variable NAME, and "
          "{{ci.…}} a CI system that ptimport knows and that tells it (docs/fields.md)",
          value
      ));
    }
    return *name;
  }

  std::optional<std::string> in_part(const Template& text, std::string_view whose) const {
    return text.filled_in_part(is_import_placeholder, [&](const Placeholder& placeholder) {
      auto value = value_of(placeholder, whose);
      if (value && !parsers::is_clean(*value)) {
        throw UsageError(fmt::format(
            "{} asks for {{{}{}{}}}, whose value is no text in UTF-8, which is all that PractiTest "
            "takes",
            whose,
            placeholder.name,
            placeholder.argument.empty() ? "" : ":",
            placeholder.argument
        ));
      }
      return value;
    });
  }

  std::optional<std::string> value_of(const Placeholder& placeholder, std::string_view whose)
      const {
    if (placeholder.name != "env") {
      return value_of_(placeholder.name);
    }
    if (parsers::sounds_secret(placeholder.argument)) {
      throw UsageError(fmt::format(
          "{} asks for the variable {}, which sounds as if it held a secret: what goes into "
          "PractiTest is read by many. Give the value to a variable of another name if it is none",
          whose,
          placeholder.argument
      ));
    }
    return environment_(placeholder.argument.c_str());
  }

  const Environment& environment_;
  ValueOfImport value_of_;
};

}  // namespace

const KnownPlaceholders& import_placeholders() {
  static const auto all = [] {
    static std::vector<std::string> names;  // `known` has views of them.
    for (const auto value : ci_values()) {
      names.push_back(fmt::format("{}{}", of_ci, value));
    }
    KnownPlaceholders known{{"env", "NAME"}};
    for (const auto& name : names) {
      known.push_back({name});
    }
    known.push_back({"date"});
    return known;
  }();
  return all;
}

const KnownPlaceholders& set_placeholders() {
  static const auto all = [] {
    auto known = import_placeholders();
    const auto& of_results = result_placeholders();
    known.insert(known.end(), of_results.begin(), of_results.end());
    return known;
  }();
  return all;
}

std::vector<std::string> with_import_values(
    const std::vector<std::string>& arguments,
    const Environment& environment,
    std::chrono::system_clock::time_point now,
    SetWithoutValue set_without_value
) {
  const ImportValues values(environment, [&](std::string_view name) {
    if (name == "date") {
      const auto time = std::chrono::system_clock::to_time_t(now);
      return std::optional(fmt::format("{:%Y-%m-%d}", fmt::localtime(time)));
    }
    return ci_value(environment, name.substr(of_ci.size()));
  });
  std::vector<std::string> filled;
  auto argument = arguments.begin();
  for (; argument != arguments.end() && *argument != "--"; ++argument) {
    const auto equals = argument->find('=');
    const auto option =
        argument->starts_with("--") ? argument->substr(2, equals - 2) : std::string();
    const bool has_value = equals != argument->npos || std::next(argument) != arguments.end();
    if ((option != "set" && !field_owner(option)) || !has_value) {
      filled.push_back(*argument);
      continue;
    }
    const bool in_one = equals != argument->npos;
    const auto value = in_one ? argument->substr(equals + 1) : *std::next(argument);
    if (option != "set" || set_without_value == SetWithoutValue::refused ||
        values.has_values_of_set(value)) {
      const auto with_value = values.filled(option, value);
      filled.push_back(in_one ? fmt::format("--{}={}", option, with_value) : *argument);
      if (!in_one) {
        filled.push_back(with_value);
      }
    }
    argument += in_one ? 0 : 1;
  }
  filled.insert(filled.end(), argument, arguments.end());
  return filled;
}

FieldChoices with_import_values(
    FieldChoices fields, const Environment& environment, const ValueOfImport& value_of
) {
  const ImportValues values(environment, value_of);
  for (auto& field : fields.all) {
    field.value = values.filled(field);
  }
  return fields;
}

}  // namespace importer
