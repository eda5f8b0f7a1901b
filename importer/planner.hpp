#pragma once

#include "importer/plan.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace importer {

/// Decides what happens to each test of one set, from what PractiTest holds of the import.
class Planner {
public:
  /// All must outlive this. `set` is one of remote.sets.
  Planner(const Remote& remote, const RemoteSet& set, const ImportOptions& options)
      : remote_(remote), set_(set), options_(options) {}

  PlannedTest plan(const NamedTest& named) const;

private:
  void decide(PlannedTest& planned) const;
  void decide_by_id(PlannedTest& planned, const SaidIds& said) const;
  /// No test holds, or several do, what the result says of the field of --match-field.
  void decide_without_field(PlannedTest& planned, const SaidIds& said) const;
  void decide_by_name(PlannedTest& planned, const std::string& key) const;
  void use_instance(PlannedTest& planned, const std::vector<KnownInstance>& known) const;
  /// `by` says in words what matched. Of a test that nobody has looked at `unseen` tells how it is
  /// known. Its instance `may_be_in_set`, as far as nobody has looked.
  void use_test(
      PlannedTest& planned,
      const KnownTest& chosen,
      std::string_view by,
      std::string_view unseen,
      bool may_be_in_set
  ) const;
  /// `is_unseen`: nobody has looked for a test of its name.
  void make_test(PlannedTest& planned, const std::string& key, bool is_unseen) const;
  /// Else it is refused.
  bool may_come_into_set(PlannedTest& planned) const;
  bool refuses_ambiguity() const { return options_.on_ambiguous == OnAmbiguous::refuse; }

  const Remote& remote_;
  const RemoteSet& set_;
  const ImportOptions& options_;
};

}  // namespace importer
