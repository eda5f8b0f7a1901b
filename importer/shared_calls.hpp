#pragma once

#include "client/caller.hpp"
#include "ledger/ledger.hpp"

#include <chrono>
#include <string>

namespace importer {

/// The account's minute, shared through the ledger with other imports. Where the ledger fails,
/// calls go on under the limit of this process alone.
class SharedCalls final : public client::SharedBudget {
public:
  /// `ledger` must outlive this. A call is under way for `longest` at most.
  SharedCalls(ledger::Ledger& ledger, int rate, std::chrono::milliseconds longest)
      : ledger_(ledger), rate_(rate), longest_(longest) {}

  std::optional<std::chrono::milliseconds> take(std::int64_t& place) override;
  void ended(std::int64_t place, bool counted) override;
  void refused(std::chrono::milliseconds how_long) override;

  /// Why nothing is shared any more; empty while all is well.
  const std::string& trouble() const { return trouble_; }

private:
  ledger::Ledger& ledger_;
  int rate_;
  std::chrono::milliseconds longest_;
  std::string trouble_;
};

}  // namespace importer
