#include "importer/match_field.hpp"

#include "client/field_value.hpp"
#include "importer/digest.hpp"
#include "importer/error.hpp"
#include "importer/remote.hpp"
#include "importer/result_words.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace importer {

namespace {

/// Why results of one test need not share what the placeholder says; empty when they do.
std::string_view why_not_shared(const Placeholder& placeholder, Grain grain) {
  if (placeholder.name == "parameters" && grain != Grain::result) {
    return "parameters are those of the test's steps";
  }
  const bool is_of_case = placeholder.name == "name" || placeholder.name == "property";
  return is_of_case && grain != Grain::result && grain != Grain::method
             ? std::string_view("that is of the cases, which are its steps")
             : std::string_view();
}

}  // namespace

void check_match_field(const FieldChoice& match, Grain grain) {
  const auto* const system = client::find_system_field(match.field);
  if (system != nullptr && system->kind != client::FieldKind::text) {
    throw UsageError(fmt::format(
        "--match-field {}: this field does not hold one text that could tell a test from all "
        "others: name a custom field, or script_name",
        match.given
    ));
  }
  const auto placeholders = match.value.placeholders();
  if (placeholders.empty()) {
    throw UsageError(fmt::format(
        "--match-field {}: its value asks results for nothing, so that all of them would be of one "
        "test: write what tells them apart, such as '{}={{property:automation_id}}'",
        match.given,
        match.given
    ));
  }
  for (const auto& placeholder : placeholders) {
    if (const auto why = why_not_shared(placeholder, grain); !why.empty()) {
      throw UsageError(fmt::format(
          "--match-field {} has {{{}}}, and with this --granularity or --parameters {}: leave it "
          "out",
          match.given,
          placeholder.name,
          why
      ));
    }
  }
}

std::string match_value(
    const FieldChoice& match, const parsers::Report& report, const parsers::Result& result
) {
  const auto filled = match.value.filled([&](const Placeholder& placeholder) {
    return std::optional(word_of(report, result, placeholder));
  });
  return filled ? std::string(text::trimmed(*filled)) : std::string();
}

TestId id_of_value(std::string_view field, std::string_view value) {
  constexpr client::Id above_display_ids = client::Id{1} << 61;
  Digest digest;
  digest.add(field);
  digest.add(match_key(value));
  const auto bits = digest.first_64_bits() & static_cast<std::uint64_t>(above_display_ids - 1);
  return {TestId::Kind::field, above_display_ids + static_cast<client::Id>(bits)};
}

}  // namespace importer
