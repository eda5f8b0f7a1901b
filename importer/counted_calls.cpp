#include "importer/counted_calls.hpp"

#include "importer/error.hpp"
#include "importer/setup.hpp"

#include <stdexcept>

namespace importer {

namespace {

OpenedLedger ledger_to_count_in(const ImportOptions& options, const Environment& environment) {
  if (options.sandbox) {
    return {};
  }
  try {
    return open_ledger(options, environment);
  } catch (const std::invalid_argument& error) {
    throw UsageError(error.what());
  }
}

}  // namespace

CountedCalls::CountedCalls(const ImportOptions& options, const Environment& environment)
    : ledger_(ledger_to_count_in(options, environment)),
      calls_(shared_calls_of(ledger_, options)) {}

std::optional<SharedCalls> shared_calls_of(
    const OpenedLedger& ledger, const ImportOptions& options
) {
  const auto rate = calls_a_minute(options);
  if (!ledger.ledger || rate <= 0 || options.sandbox) {
    return std::nullopt;
  }
  return std::optional<SharedCalls>(
      std::in_place, *ledger.ledger, rate, options.settings.call_timeout
  );
}

}  // namespace importer
