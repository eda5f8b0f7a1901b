#include "ledger/claims.hpp"

#include "ledger/columns.hpp"

#include <map>

namespace ledger {

namespace {

/// Claims of one import, while nobody else takes any. Others may give theirs back at any moment.
class Claiming {
public:
  Claiming(Connection& at, const Self& self, ImportId import)
      : at_(at), self_(self), import_(import) {}

  /// Whether the import has it now.
  bool take(const std::string& subject) {
    while (true) {
      insert(subject);
      const auto rows = at_.rows<std::tuple<std::int64_t, std::int64_t>>(
          "select import, checksum from claims where project = :project and subject = :subject",
          self_.project,
          subject
      );
      if (rows.empty()) {
        continue;  // It was there, and was given back between the two.
      }
      const auto& [holder, checksum] = rows.front();
      Checksum::check(checksum, self_.project, subject, holder);
      if (holder == import_) {
        return true;
      }
      if (is_held(holder)) {
        return false;
      }
      if (take_over(subject, holder)) {
        return true;
      }
    }
  }

private:
  void insert(const std::string& subject) {
    at_.change(
        "insert into claims (project, subject, import, checksum)"
        " values (:project, :subject, :import, :checksum)"
        " on conflict (project, subject) do nothing",
        self_.project,
        subject,
        import_,
        Checksum::of(self_.project, subject, import_)
    );
  }

  /// False when it was given back meanwhile.
  bool take_over(const std::string& subject, ImportId holder) {
    return at_.change(
               "update claims set import = :import, checksum = :checksum"
               " where project = :project and subject = :subject and import = :holder",
               import_,
               Checksum::of(self_.project, subject, import_),
               self_.project,
               subject,
               holder
           ) > 0;
  }

  bool is_held(ImportId holder) {
    const auto [known, is_new] = held_.try_emplace(holder, false);
    if (is_new) {
      known->second = held_by_another(at_, self_, holder);
    }
    return known->second;
  }

  Connection& at_;
  const Self& self_;
  ImportId import_;
  std::map<ImportId, bool> held_;
};

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
  Claiming claiming(at, self, import);
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    granted[i] = claiming.take(to_short_column(subjects[i]));
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
