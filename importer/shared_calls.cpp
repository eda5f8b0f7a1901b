#include "importer/shared_calls.hpp"

namespace importer {

std::optional<std::chrono::milliseconds> SharedCalls::take(std::int64_t& place) {
  place = 0;
  if (!trouble_.empty()) {
    return std::nullopt;
  }
  try {
    return ledger_.take_call(rate_, longest_, place);
  } catch (const ledger::LedgerError& error) {
    trouble_ = error.what();
    return std::nullopt;
  }
}

void SharedCalls::ended(std::int64_t place, bool counted) {
  if (place == 0 || !trouble_.empty()) {
    return;
  }
  try {
    ledger_.end_call(place, counted);
  } catch (const ledger::LedgerError& error) {
    trouble_ = error.what();
  }
}

void SharedCalls::refused(std::chrono::milliseconds how_long) {
  if (!trouble_.empty()) {
    return;
  }
  try {
    ledger_.block_calls_until(std::chrono::system_clock::now() + how_long);
  } catch (const ledger::LedgerError& error) {
    trouble_ = error.what();
  }
}

}  // namespace importer
