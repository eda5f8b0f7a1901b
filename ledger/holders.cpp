#include "ledger/holders.hpp"

#include "ledger/owner.hpp"

#include <chrono>

namespace ledger {

namespace {

/// Six times what the holder is to renew it in.
constexpr std::int64_t lease = 60'000;

}  // namespace

bool held_by_another(
    const Self& self, const std::string& owner, std::int64_t renewed, std::int64_t now
) {
  if (owner == self.owner || now - renewed >= lease) {
    return false;
  }
  return life_of(owner, self.one_kernel) != Life::dead;
}

bool held_by_another(Connection& at, const Self& self, ImportId import) {
  const auto now = at.now();
  // Also keeps the holder from renewing it until this transaction ends.
  at.change(
      "update holders set renewed = case when renewed > :now then :now2 else renewed end"
      " where import = :import",
      now,
      now,
      import
  );
  const auto rows = at.rows<std::tuple<std::string, std::int64_t>>(
      "select owner, renewed from holders where import = :import", import
  );
  if (rows.empty()) {
    return false;
  }
  const auto& [owner, renewed] = rows.front();
  return held_by_another(self, owner, renewed, now);
}

void hold(Connection& at, const Self& self, ImportId import) {
  at.change(
      "insert into holders (import, owner, renewed) values (:import, :owner, :now)"
      " on conflict (import) do update set owner = excluded.owner, renewed = excluded.renewed",
      import,
      self.owner,
      at.now()
  );
}

bool renew(Connection& at, const Self& self, ImportId import) {
  return at.change(
             "update holders set renewed = :now where import = :import and owner = :owner",
             at.now(),
             import,
             self.owner
         ) > 0;
}

}  // namespace ledger
