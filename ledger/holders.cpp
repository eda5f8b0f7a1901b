#include "ledger/holders.hpp"

#include "ledger/columns.hpp"
#include "ledger/owner.hpp"

#include <chrono>

namespace ledger {

namespace {

/// Six times what the holder is to renew it in.
constexpr std::int64_t lease = 60'000;

bool renew(Connection& at, const std::string& owner, ImportId import, std::int64_t now) {
  return at.change(
             "update holders set renewed = :now, checksum = :checksum"
             " where import = :import and owner = :owner",
             now,
             Checksum::of(import, owner, now),
             import,
             owner
         ) > 0;
}

/// `then` ends the query.
std::optional<Holder> holder_of(Connection& at, ImportId import, const std::string& then) {
  const auto rows = at.rows<std::tuple<std::string, std::int64_t, std::int64_t>>(
      "select owner, renewed, checksum from holders where import = :import" + then, import
  );
  if (rows.empty()) {
    return std::nullopt;
  }
  const auto& [owner, renewed, checksum] = rows.front();
  Checksum::check(checksum, import, owner, renewed);
  return Holder{.owner = owner, .renewed = renewed};
}

/// Another process, which is not known to be gone.
bool may_be_alive(const Self& self, const Holder& holder) {
  return holder.owner != self.owner && life_of(holder.owner, self.one_kernel) != Life::dead;
}

}  // namespace

std::optional<Holder> holder_of(Connection& at, ImportId import) {
  return holder_of(at, import, "");
}

bool held_by_another(const Self& self, const Holder& holder, std::int64_t now) {
  return now - holder.renewed < lease && may_be_alive(self, holder);
}

bool held_by_another(Connection& at, const Self& self, ImportId import) {
  // Keeps the holder from renewing it until this transaction ends. One that is renewing it at this
  // moment is not waited for, as it may have been paused there.
  const auto holder = holder_of(at, import, at.keeping_free_rows());
  if (!holder) {
    const auto busy = holder_of(at, import);
    return busy && may_be_alive(self, *busy);
  }
  const auto now = at.now();
  if (holder->renewed > now) {
    renew(at, holder->owner, import, now);
  }
  return held_by_another(self, *holder, now);
}

void hold(Connection& at, const Self& self, ImportId import) {
  const auto now = at.now();
  at.change(
      "insert into holders (import, owner, renewed, checksum)"
      " values (:import, :owner, :now, :checksum)"
      " on conflict (import) do update set owner = excluded.owner, renewed = excluded.renewed,"
      " checksum = excluded.checksum",
      import,
      self.owner,
      now,
      Checksum::of(import, self.owner, now)
  );
}

bool renew(Connection& at, const Self& self, ImportId import) {
  return renew(at, self.owner, import, at.now());
}

}  // namespace ledger
