#include "ledger/columns.hpp"
#include "ledger/imports.hpp"

namespace ledger {

std::vector<Call> calls_of(Connection& at, ImportId import) {
  using Row =
      std::tuple<std::int64_t, std::string, std::string, std::int64_t, std::int64_t, std::string>;
  std::vector<Call> calls;
  for (const auto& [number, kind, items, sent, checksum, ended] : at.rows<Row>(
           "select number, kind, items, sent, checksum, ended from calls where import = :import"
           " order by number",
           import
       )) {
    Checksum::check(checksum, import, number, kind, items, sent);
    calls.push_back(
        {.intent =
             {.number = number,
              .kind = kind_from_column(kind),
              .items = list_from_column(items),
              .sent = time_from_column(sent)},
         .ended = ended_from_column(ended)}
    );
  }
  return calls;
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
