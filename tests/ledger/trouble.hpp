#pragma once

#include "ledger/ledger.hpp"

#include <string>

/// What the LedgerError says that `work` throws; "nothing went wrong" when it does not.
template <class Work>
std::string words_of(Work work) {
  try {
    work();
  } catch (const ledger::LedgerError& error) {
    return error.what();
  }
  return "nothing went wrong";
}

/// Of opening the ledger there. Waits for nobody.
inline std::string words_at(const std::string& location) {
  return words_of([&] {
    const ledger::Settings settings{.clock = {}, .patience = std::chrono::milliseconds(20)};
    ledger::Ledger(location, {.base_url = "https://api.example", .id = 42}, settings);
  });
}
