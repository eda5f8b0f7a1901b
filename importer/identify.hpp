#pragma once

#include "importer/field_choices.hpp"
#include "importer/grain.hpp"
#include "importer/name_map.hpp"
#include "importer/naming.hpp"
#include "importer/test_id.hpp"
#include "importer/test_id_rules.hpp"
#include "parsers/report.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

namespace importer {

/// What results say of their test beside its name.
struct SaidIds {
  std::optional<TestId> id;
  /// A system id that is said beside a display id: PractiTest has to show that they are of one
  /// test.
  std::optional<TestId> beside;
  std::string says;           ///< "PT-205 in property practitest_id"; with `beside` both.
  std::string contradiction;  ///< Why it belongs to no test at all; empty when nothing is wrong.
  /// Of an id that is a field's value: the field, as FieldChoice has it, and the value.
  std::string field = {};
  std::string value = {};

  bool any() const { return id || !contradiction.empty(); }
};

/// What tells a test from all others of an import: its name, unless the results say an id.
std::string identity_word(const std::string& name, const SaidIds& said);

/// Which test of PractiTest a result belongs to, as far as the result and --map say it.
struct Identity {
  std::string name;  ///< Without an id; renamed, where --map says so. Never empty.
  MatchedBy by = MatchedBy::name;
  SaidIds said;
};

/// Results whose ids say nothing, for a reason.
struct IdsPassedOver {
  std::size_t results = 0;
  const parsers::Report* report = nullptr;  ///< Of the first of them; null when there is none.
  const parsers::Result* first = nullptr;
};

/// What of ids and renames had no effect.
struct UnusedIdentities {
  std::vector<NameMap::Row> rows;  ///< Of --map, that no result has the name of; by line.
  std::string map;                 ///< Its file.
  IdsPassedOver of_others;         ///< Values of `test_id` that are no id of PractiTest's.
  IdsPassedOver of_cases;          ///< Ids of cases that are steps of a larger test.
};

/// Decides for one result after the other.
class Identifier {
public:
  /// All must outlive this. `match` is --match-field, null for none.
  Identifier(
      const NameTemplate& names,
      Grain grain,
      const TestIdRules& rules,
      const NameMap& map,
      const FieldChoice* match = nullptr
  )
      : names_(names), grain_(grain), rules_(rules), map_(map), match_(match) {}

  Identity identify(const parsers::Report& report, const parsers::Result& result);

  /// After the last result.
  UnusedIdentities unused() &&;

private:
  void take_properties(
      const parsers::Report& report, const parsers::Result& result, Identity& identity
  );
  void take_field(const parsers::Report& report, const parsers::Result& result, Identity& identity)
      const;

  const NameTemplate& names_;
  Grain grain_;
  const TestIdRules& rules_;
  const NameMap& map_;
  const FieldChoice* match_;
  std::unordered_set<const NameMap::Row*> used_;
  UnusedIdentities unused_;
};

}  // namespace importer
