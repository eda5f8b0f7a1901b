#pragma once

#include "importer/history/imagined.hpp"
#include "importer/import_ledger.hpp"
#include "importer/options.hpp"
#include "importer/plan.hpp"
#include "importer/settle_fields.hpp"

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace importer::history {

/// What a build would cost.
struct BuildForecast {
  std::size_t results = 0;
  std::size_t runs = 0;   ///< That are still to be recorded.
  CallCounts calls;       ///< Looks and all else.
  std::size_t tests = 0;  ///< That are made.
  std::size_t files = 0;  ///< That go with the runs.
  std::size_t new_sets = 0;
  std::vector<std::string> sets;  ///< Names of those that runs go to.
};

/// Plays builds through, one after the other, as their imports would go: by look_up() and
/// make_plan(), in a project that holds what the ledger remembers and what the builds before have
/// made. Calls nobody.
class Forecast {
public:
  /// `ledger` must outlive this; it is only read.
  explicit Forecast(ImportLedger& ledger) : ledger_(ledger) {}

  /// `gathered` has its keys, and what is recorded is marked. `options` are those of its import.
  BuildForecast add(const Gathered& gathered, const ImportOptions& options);

private:
  Memory memory_for(const Gathered& gathered, const ImportOptions& options);
  void ask_ledger(const Gathered& gathered, const ImportOptions& options);
  /// Of the project, as far as look_up() may ask for them.
  std::vector<ledger::SeenTest> tests_for(const Gathered& gathered) const;
  void add_test(client::Id id, std::string name);
  /// The project's tests hold the values of --match-field by which they are known.
  void imagine_values(const Gathered& gathered, const FieldChoice& match, const SeenIds& known);
  void add_look_at_fields(const Plan& plan, const ImportOptions& options, CallCounts& calls);
  void take(const Plan& plan, const ImportOptions& options);
  /// The set of the plan in the imagined project, which then has it.
  client::Id imagined_set(const PlannedSet& planned, const ImportOptions& options);
  client::Id next_id() { return next_id_++; }

  ImportLedger& ledger_;
  ImaginedProject project_;
  /// Places in `project_.tests`, by match_key().
  std::unordered_map<std::string, std::vector<std::size_t>> tests_named_;
  std::map<std::string, client::Id> sets_;  ///< By key_of_set().
  std::set<std::string> asked_;             ///< Sets that the ledger was asked about, likewise.
  bool has_tests_ = false;                  ///< The ledger was asked for them.
  KnownFields fields_;                      ///< The project's, once a build has asked for them.
  SeenIds ids_;                             ///< That earlier builds have asked for.
  Memory of_ledger_;                        ///< Without tests and instances.
  /// Above all that PractiTest gives.
  client::Id next_id_ = client::Id(1) << 52;
};

}  // namespace importer::history
