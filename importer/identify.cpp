#include "importer/identify.hpp"

#include "importer/match_field.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace importer {

namespace {

/// Adds what one place says to what others have said.
void claim_id(Identity& identity, const TestId& id, MatchedBy by, const std::string& place) {
  const auto says = fmt::format("{} {}", word_of(id), place);
  if (!identity.said.id) {
    identity.said.id = id;
    identity.by = by;
    identity.said.says = says;
    return;
  }
  if (id == identity.said.id || id == identity.said.beside) {
    return;
  }
  const bool is_other_kind = id.kind != identity.said.id->kind;
  if (is_other_kind && !identity.said.beside) {
    identity.said.beside = id;
    if (id.kind == TestId::Kind::display) {
      std::swap(*identity.said.id, *identity.said.beside);
      identity.by = by;
    }
  } else if (identity.said.contradiction.empty()) {
    identity.said.contradiction = fmt::format(
        "it says {} and {}, which are different tests: correct one of them",
        identity.said.says,
        says
    );
  }
  identity.said.says += fmt::format(" and {}", says);
}

void note_passed_over(
    IdsPassedOver& passed, const parsers::Report& report, const parsers::Result& result
) {
  if (++passed.results == 1) {
    passed.report = &report;
    passed.first = &result;
  }
}

/// Whether a case's own id is that of the test that it is recorded as.
bool is_test_of_its_own(Grain grain) { return grain == Grain::result || grain == Grain::method; }

}  // namespace

std::string identity_word(const std::string& name, const SaidIds& said) {
  constexpr char apart = '\x1f';  // No name has a control character in it.
  if (!said.contradiction.empty()) {
    return name + apart + said.contradiction;
  }
  if (!said.id) {
    return name;
  }
  return apart + word_of(*said.id) + (said.beside ? apart + word_of(*said.beside) : std::string());
}

Identity Identifier::identify(const parsers::Report& report, const parsers::Result& result) {
  Identity identity;
  identity.name = names_.whole_name_of(report, result);
  take_properties(report, result, identity);
  if (rules_.in_names) {
    for (const auto number : rules_.in_names->take_from(identity.name)) {
      claim_id(identity, {TestId::Kind::display, number}, MatchedBy::id_in_name, "in its name");
    }
    if (identity.name.empty()) {
      identity.name = word_of(*identity.said.id);
    }
  }
  identity.name = text::cut_in_the_middle(identity.name, max_name_characters);
  if (const auto* const row = map_.find(identity.name)) {
    used_.insert(row);
    if (row->id) {
      claim_id(
          identity, *row->id, MatchedBy::id_in_map, fmt::format("in {}:{}", map_.file(), row->line)
      );
    } else {
      identity.name = row->to;
      if (!identity.said.id) {
        identity.by = MatchedBy::renamed;
      }
    }
  }
  take_field(report, result, identity);
  return identity;
}

/// Only where nothing says an id: that is PractiTest's own word for the test.
void Identifier::take_field(
    const parsers::Report& report, const parsers::Result& result, Identity& identity
) const {
  if (match_ == nullptr || identity.said.any()) {
    return;
  }
  auto value = match_value(*match_, report, result);
  if (value.empty()) {
    return;
  }
  identity.by = MatchedBy::field;
  identity.said.id = id_of_value(match_->field, value);
  identity.said.says =
      fmt::format("'{}' in field {}", text::cut(text::one_line(value), 120), match_->given);
  identity.said.field = match_->field;
  identity.said.value = std::move(value);
}

void Identifier::take_properties(
    const parsers::Report& report, const parsers::Result& result, Identity& identity
) {
  const auto& all = result.evidence().properties;
  if (all.empty()) {
    return;
  }
  for (const auto& wanted : rules_.properties) {
    for (const auto& property : all) {
      if (property.name != wanted.name || text::trimmed(property.value).empty()) {
        continue;
      }
      const auto id = test_id_from(property.value, wanted.digits);
      if (!id && wanted.name == shared_property) {
        note_passed_over(unused_.of_others, report, result);
      } else if (!is_test_of_its_own(grain_)) {
        note_passed_over(unused_.of_cases, report, result);
      } else if (id) {
        claim_id(
            identity, *id, MatchedBy::id_in_property, fmt::format("in property {}", wanted.name)
        );
      } else if (identity.said.contradiction.empty()) {
        identity.said.contradiction = fmt::format(
            "its property {} says '{}', which is no id of a test: write PT-205 or 205, or leave "
            "the property out, so that the name counts",
            wanted.name,
            text::cut(text::one_line(property.value), 60)
        );
      }
    }
  }
}

UnusedIdentities Identifier::unused() && {
  unused_.map = map_.file();
  for (const auto& [key, row] : map_.rows()) {
    if (!used_.contains(&row)) {
      unused_.rows.push_back(row);
    }
  }
  std::ranges::sort(unused_.rows, {}, &NameMap::Row::line);
  return std::move(unused_);
}

}  // namespace importer
