#pragma once

#include "client/entities.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace importer {

/// An id of a test as results and people give it. PractiTest shows the display id; the system id is
/// the one that its API takes; a field's value tells a test by --match-field, and its number is
/// made of it (match_field.hpp).
struct TestId {
  enum class Kind : std::uint8_t { display, system, field };

  Kind kind = Kind::display;
  client::Id number = 0;

  auto operator<=>(const TestId&) const = default;
};

/// "PT-205", or "system id 4711". Of a field's value a word for machines.
std::string word_of(const TestId& id);

/// `PT-205` is always a display id, digits alone are one of the kind `digits`, if that is there;
/// blanks around them do not matter. Absent for anything else.
std::optional<TestId> test_id_from(std::string_view text, std::optional<TestId::Kind> digits);
/// Only `PT-205`.
std::optional<TestId> display_id_from(std::string_view text);

/// What said which test of PractiTest a result belongs to.
enum class MatchedBy : std::uint8_t {
  name,
  renamed,         ///< By the name that --map gives it.
  id_in_property,  ///< --id-properties
  id_in_name,      ///< --id-in-names
  id_in_map,       ///< --map
  field,           ///< --match-field
  unmentioned      ///< No result: it is of the set, and no report mentions it (--absent).
};

/// "name", "name from map", "id in property", …
std::string_view name_of(MatchedBy rule);

}  // namespace importer
