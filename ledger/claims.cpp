#include "ledger/claims.hpp"

#include "ledger/columns.hpp"

#include <map>

namespace ledger {

namespace {

/// Whose it is now.
ImportId take_or_look(
    Connection& at, const Self& self, ImportId import, const std::string& subject
) {
  at.change(
      "insert into claims (project, subject, import, checksum)"
      " values (:project, :subject, :import, :checksum)"
      " on conflict (project, subject) do nothing",
      self.project,
      subject,
      import,
      Checksum::of(self.project, subject, import)
  );
  const auto [holder, checksum] = at.row<std::tuple<std::int64_t, std::int64_t>>(
      "select import, checksum from claims where project = :project and subject = :subject",
      self.project,
      subject
  );
  Checksum::check(checksum, self.project, subject, holder);
  return holder;
}

}  // namespace

std::vector<bool> claim(
    Connection& at, const Self& self, ImportId import, const std::vector<std::string>& subjects
) {
  // One at a time in a project: two that ask for the same in another order would wait in a ring.
  at.lock("claims of project " + std::to_string(self.project));
  std::vector<bool> granted(subjects.size(), false);
  if (!renew(at, self, import)) {
    return granted;
  }
  std::map<ImportId, bool> held;
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    const auto subject = to_short_column(subjects[i]);
    const auto holder = take_or_look(at, self, import, subject);
    if (holder == import) {
      granted[i] = true;
      continue;
    }
    if (!held.contains(holder)) {
      held[holder] = held_by_another(at, self, holder);
    }
    if (!held[holder]) {
      at.change(
          "update claims set import = :import, checksum = :checksum"
          " where project = :project and subject = :subject",
          import,
          Checksum::of(self.project, subject, import),
          self.project,
          subject
      );
      granted[i] = true;
    }
  }
  return granted;
}

void release(Connection& at, const Self& self, ImportId import, const std::string& subject) {
  at.change(
      "delete from claims where project = :project and subject = :subject and import = :import",
      self.project,
      to_short_column(subject),
      import
  );
}

}  // namespace ledger
