#pragma once

#include "ledger/database.hpp"

#include <optional>
#include <string>

/// Which process works on an import, and whether it still does.
namespace ledger {

/// What every part needs to know of this ledger's user.
struct Self {
  std::int64_t project = 0;  ///< Its row in `projects`.
  std::string base_url;
  std::string owner;  ///< This process.
  bool one_kernel = false;
};

struct Holder {
  std::string owner;
  std::int64_t renewed = 0;  ///< Milliseconds since the epoch.
};

/// Absent when the import ended in order.
std::optional<Holder> holder_of(Connection& at, ImportId import);

/// Whether it is another process, which may still be alive.
bool held_by_another(const Self& self, const Holder& holder, std::int64_t now);

/// The same of an import, in a transaction. A time in the future is set to now, so that a clock
/// that was put back delays nothing for more than a minute.
bool held_by_another(Connection& at, const Self& self, ImportId import);

/// Makes this process the holder.
void hold(Connection& at, const Self& self, ImportId import);

/// Says in a transaction that this process still works on it; false when it is not the holder any
/// more. In PostgreSQL nobody can take it over until the transaction ends.
bool renew(Connection& at, const Self& self, ImportId import);

}  // namespace ledger
