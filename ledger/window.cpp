#include "ledger/window.hpp"

#include "ledger/columns.hpp"

#include <algorithm>
#include <tuple>

namespace ledger {

namespace {

using std::chrono::milliseconds;
using Number = std::tuple<std::int64_t>;

constexpr std::int64_t window = 60'000;

/// Nobody is held up for longer, whatever somebody wrote: it would be as if the program hung.
constexpr std::int64_t longest_wait = 3'600'000;

/// A clock that was put back must not hold anybody up for longer than the window: what seems to
/// come from the future is taken to be of this moment.
void pull_back(Connection& at, const std::string& base_url, std::int64_t now) {
  const auto [taken, ended, running] = at.row<std::tuple<std::int64_t, std::int64_t, std::int64_t>>(
      "select coalesce(max(taken), 0), coalesce(max(case when open = 0 then frees else 0 end), 0),"
      " coalesce(max(frees), 0) from places where base_url = :url",
      base_url
  );
  if (taken > now) {
    at.change(
        "update places set frees = frees - taken + :now, taken = :now2"
        " where base_url = :url and taken > :now3",
        now,
        now,
        base_url,
        now
    );
  }
  if (ended > now + window || running > now + longest_wait) {
    at.change(
        "update places set frees = :limit where base_url = :url"
        " and (open = 0 and frees > :limit2 or frees > :limit3)",
        now + window,
        base_url,
        now + window,
        now + longest_wait
    );
  }
}

/// How long everybody is to be silent.
std::int64_t blocked_for(Connection& at, const std::string& base_url, std::int64_t now) {
  const auto rows = at.rows<std::tuple<std::int64_t, std::int64_t>>(
      "select told, until from blocks where base_url = :url", base_url
  );
  if (rows.empty()) {
    return 0;
  }
  auto [told, until] = rows.front();
  if (told > now) {
    until = now + std::min(to_column(time_from_column(until)) - told, longest_wait);
    at.change(
        "update blocks set until = :until, told = :told where base_url = :url", until, now, base_url
    );
  }
  return std::min(to_column(time_from_column(until)) - now, longest_wait);
}

void insert(
    Connection& at,
    const Self& self,
    std::int64_t taken,
    std::int64_t frees,
    bool open,
    std::int64_t& place
) {
  std::tie(place) = at.row<Number>(
      "insert into places (base_url, taken, frees, open) values (:url, :taken, :frees, :open)"
      " returning id",
      self.base_url,
      taken,
      frees,
      std::int64_t{open}
  );
}

}  // namespace

std::optional<milliseconds> take_place(
    Connection& at, const Self& self, int rate, milliseconds longest, std::int64_t& place
) {
  at.lock("calls to " + self.base_url);
  const auto now = at.now();
  if (const auto blocked = blocked_for(at, self.base_url, now); blocked > 0) {
    return milliseconds(blocked);
  }
  at.change("delete from places where base_url = :url and frees <= :now", self.base_url, now);
  pull_back(at, self.base_url, now);
  const auto [used] =
      at.row<Number>("select count(*) from places where base_url = :url", self.base_url);
  if (used < rate) {
    insert(at, self, now, now + longest.count() + window, true, place);
    return std::nullopt;
  }
  // So many must become free first. One whose call still runs may do so a minute from now.
  const auto [frees] = at.row<Number>(
      "select frees from places where base_url = :url order by frees limit 1 offset :others",
      self.base_url,
      used - rate
  );
  return milliseconds(std::clamp<std::int64_t>(frees - now, 1, window));
}

void end_place(Connection& at, const Self& self, std::int64_t place, bool counted) {
  if (!counted) {
    at.change("delete from places where id = :id", place);
    return;
  }
  const auto now = at.now();
  const auto changed =
      at.change("update places set frees = :frees, open = 0 where id = :id", now + window, place);
  if (changed == 0) {
    // It took longer than was said, and its place was given away. It counts all the same.
    insert(at, self, now, now + window, false, place);
  }
}

std::size_t places_taken(Connection& at, const Self& self) {
  const auto [taken] = at.row<Number>(
      "select count(*) from places where base_url = :url and frees > :now", self.base_url, at.now()
  );
  return static_cast<std::size_t>(taken);
}

void block(Connection& at, const Self& self, milliseconds pause) {
  const auto now = at.now();
  at.change(
      "insert into blocks (base_url, told, until) values (:url, :told, :until)"
      " on conflict (base_url) do update set told = excluded.told, until = excluded.until"
      " where blocks.until < excluded.until",
      self.base_url,
      now,
      now + std::clamp<std::int64_t>(pause.count(), 0, longest_wait)
  );
}

}  // namespace ledger
