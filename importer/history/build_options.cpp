#include "importer/history/build_options.hpp"

#include "importer/history/dates.hpp"
#include "importer/import_values.hpp"
#include "importer/sets_by_result.hpp"

namespace importer::history {

namespace {

/// What the job's URL and the commit were, nobody has kept.
std::optional<std::string> value_for_fields(const Build& build, std::string_view name) {
  const auto value = name == "date"        ? day_of(build.time)
                     : name == "ci.build"  ? build.number
                     : name == "ci.job"    ? build.job
                     : name == "ci.branch" ? build.branch
                                           : std::string();
  return value.empty() ? std::nullopt : std::optional(value);
}

}  // namespace

ImportOptions options_of_build(
    const ImportOptions& all, const BuildTold& build, const Environment& environment
) {
  auto options = all;
  if (!options.set_id) {
    options.set_name = build.sets.name;
  }
  if (build.sets.by_result) {
    options.sets_by_result = sets_by_result(build.sets.name, build.sets.otherwise);
  }
  options.identity = identity_of(*build.build);
  if (options.date_runs) {
    options.run_date = day_of(build.build->time);
  }
  options.fields = with_import_values(all.fields, environment, [&build](std::string_view name) {
    return value_for_fields(*build.build, name);
  });
  return options;
}

ImportIdentity identity_for(const ImportOptions& of_build) {
  ImportIdentity identity;
  identity.set = set_word(of_build);
  identity.build = of_build.identity.value_or("");
  return identity;
}

bool is_recorded(ImportLedger& ledger, const ImportOptions& of_build) {
  return ledger.recorded_before(identity_for(of_build)).has_value();
}

}  // namespace importer::history
