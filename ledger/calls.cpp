#include "ledger/columns.hpp"
#include "ledger/imports.hpp"

namespace ledger {

namespace {

using CallRow = std::tuple<
    std::int64_t,
    std::int64_t,
    std::string,
    std::string,
    std::int64_t,
    std::int64_t,
    std::string>;

const std::string select_calls =
    "select import, number, kind, items, sent, checksum, ended from calls";

Call call_of(const CallRow& row) {
  const auto& [import, number, kind, items, sent, checksum, ended] = row;
  Checksum::check(checksum, import, number, kind, items, sent);
  return {
      .intent =
          {.number = number,
           .kind = kind_from_column(kind),
           .items = list_from_column(items),
           .sent = time_from_column(sent)},
      .ended = ended_from_column(ended)};
}

}  // namespace

std::vector<Call> calls_of(Connection& at, ImportId import) {
  std::vector<Call> calls;
  for (const auto& row :
       at.rows<CallRow>(select_calls + " where import = :import order by number", import)) {
    calls.push_back(call_of(row));
  }
  return calls;
}

std::vector<Intent> open_calls_of_others(
    Connection& at, const Self& self, ImportId import, Time since
) {
  // A complete import has no open calls; most are complete, and need not be gone through.
  std::vector<Intent> open;
  for (const auto& row : at.rows<CallRow>(
           select_calls + " where import in (select id from imports where project = :project"
                          " and state <> 'complete' and id <> :import)"
                          " and ended = :open and sent >= :since order by sent",
           self.project,
           import,
           to_column(std::optional<Ended>()),
           to_column(since)
       )) {
    open.push_back(call_of(row).intent);
  }
  return open;
}

void keep_intent(Connection& at, ImportId import, const Intent& intent) {
  const auto kind = to_column(intent.kind);
  const auto items = list_to_column(intent.items);
  const auto sent = to_column(intent.sent);
  at.change(
      "insert into calls (import, number, kind, items, sent, checksum, ended)"
      " values (:import, :number, :kind, :items, :sent, :checksum, :ended)"
      " on conflict (import, number) do update set kind = excluded.kind, items = excluded.items,"
      " sent = excluded.sent, checksum = excluded.checksum, ended = excluded.ended",
      import,
      intent.number,
      kind,
      items,
      sent,
      Checksum::of(import, intent.number, kind, items, sent),
      to_column(std::optional<Ended>())
  );
}

void keep_ending(Connection& at, ImportId import, const Ending& ending) {
  const auto changed = at.change(
      "update calls set ended = :ended where import = :import and number = :number",
      to_column(std::optional(ending.ended)),
      import,
      ending.number
  );
  if (changed == 0) {
    throw Damaged();  // The call was noted before it was sent, and is gone.
  }
}

}  // namespace ledger
