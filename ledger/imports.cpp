#include "ledger/imports.hpp"
#include "ledger/columns.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ledger {

namespace {

using ImportRow = std::tuple<
    std::int64_t,
    std::string,
    std::string,
    std::string,
    std::string,
    std::string,
    std::int64_t,
    std::int64_t,
    std::int64_t,
    std::int64_t,
    std::int64_t>;

std::int64_t checksum_of(std::int64_t project, const KnownImport& import) {
  return Checksum::of(
      import.id,
      project,
      to_column(import.identity),
      to_column(import.set),
      to_column(import.state),
      list_to_column(import.arguments),
      to_column(import.folder),
      static_cast<std::int64_t>(import.results),
      static_cast<std::int64_t>(import.recorded),
      to_column(import.begun),
      to_column(import.ended)
  );
}

KnownImport import_of(const Self& self, const ImportRow& row) {
  const auto& [id, identity, set, state, arguments, folder, results, recorded, begun, ended, checksum] =
      row;
  KnownImport import{
      .id = id,
      .identity = from_column(identity),
      .set = from_column(set),
      .state = state_from_column(state),
      .arguments = list_from_column(arguments),
      .folder = from_column(folder),
      .results = static_cast<std::size_t>(results),
      .recorded = static_cast<std::size_t>(recorded),
      .begun = time_from_column(begun),
      .ended = time_from_column(ended),
  };
  if (checksum_of(self.project, import) != checksum) {
    throw Damaged();
  }
  return import;
}

const std::string select_imports =
    "select id, identity, test_set, state, arguments, folder, results, recorded, begun, ended,"
    " checksum from imports where project = :project";

void check_key(const std::string& text) {
  if (to_column(text).size() > longest_key) {
    throw LedgerError(fmt::format(
        "a ledger cannot keep an import whose name or set's name has more than {} bytes; give a "
        "shorter one (--build, --set)",
        longest_key
    ));
  }
}

void update(Connection& at, const Self& self, const KnownImport& import) {
  at.change(
      "update imports set state = :state, arguments = :arguments, folder = :folder,"
      " results = :results, recorded = :recorded, ended = :ended, checksum = :checksum"
      " where id = :id",
      to_column(import.state),
      list_to_column(import.arguments),
      to_column(import.folder),
      import.results,
      import.recorded,
      to_column(import.ended),
      checksum_of(self.project, import),
      import.id
  );
}

/// A row whose checksum is yet to come, as that is over its id too.
ImportId insert(Connection& at, const Self& self, const NewImport& import, std::int64_t now) {
  const auto [id] = at.row<std::tuple<std::int64_t>>(
      "insert into imports (project, identity, test_set, state, arguments, folder, results,"
      " recorded, begun, ended, checksum)"
      " values (:project, :identity, :set, '', '', '', 0, 0, :begun, :ended, 0) returning id",
      self.project,
      to_column(import.identity),
      to_column(import.set),
      now,
      now
  );
  return id;
}

void keep_reports(Connection& at, ImportId id, const std::vector<ReportSeen>& reports) {
  at.change("delete from reports where import = :import", id);
  for (const auto& report : reports) {
    at.change(
        "insert into reports (import, path, digest) values (:import, :path, :digest)",
        id,
        to_column(report.path),
        to_column(report.digest)
    );
  }
}

/// Nobody works on it any more.
void let_go(Connection& at, ImportId id) {
  at.change("delete from claims where import = :import", id);
  at.change("delete from holders where import = :import", id);
}

}  // namespace

std::optional<KnownImport> find_import(
    Connection& at, const Self& self, std::string_view identity, std::string_view set
) {
  const auto rows = at.rows<ImportRow>(
      select_imports + " and identity = :identity and test_set = :set",
      self.project,
      to_column(identity),
      to_column(set)
  );
  if (rows.empty()) {
    return std::nullopt;
  }
  auto import = import_of(self, rows.front());
  const auto holder = holder_of(at, import.id);
  import.held = holder && held_by_another(self, *holder, at.now());
  return import;
}

bool is_busy_set(Connection& at, const Self& self, std::string_view set) {
  // From the holders, of which there are few: `cross join` keeps SQLite to this order.
  const auto imports = at.rows<std::tuple<std::int64_t>>(
      "select imports.id from holders cross join imports"
      " where imports.id = holders.import and project = :project and test_set = :set",
      self.project,
      to_column(set)
  );
  const auto now = at.now();
  return std::ranges::any_of(imports, [&](const auto& import) {
    const auto holder = holder_of(at, std::get<0>(import));
    return holder && held_by_another(self, *holder, now);
  });
}

std::vector<KnownImport> unfinished_imports(Connection& at, const Self& self) {
  const auto now = at.now();
  std::vector<KnownImport> found;
  for (const auto& row : at.rows<ImportRow>(
           select_imports +
               " and state not in ('complete', 'forgotten') order by begun desc, id desc",
           self.project
       )) {
    auto& import = found.emplace_back(import_of(self, row));
    const auto holder = holder_of(at, import.id);
    import.held = holder && held_by_another(self, *holder, now);
  }
  return found;
}

std::vector<KnownImport> interrupted_imports(Connection& at, const Self& self) {
  auto found = unfinished_imports(at, self);
  std::erase_if(found, [&](const KnownImport& import) {
    const auto holder = holder_of(at, import.id);
    return import.held || (holder && holder->owner == self.owner);
  });
  return found;
}

CompleteImports complete_imports(Connection& at, const Self& self) {
  CompleteImports complete;
  const auto [number] = at.row<std::tuple<std::int64_t>>(
      "select count(*) from imports where project = :project and state = 'complete'", self.project
  );
  complete.number = static_cast<std::size_t>(number);
  const auto rows = at.rows<ImportRow>(
      select_imports + " and state = 'complete' order by ended desc, id desc limit 1", self.project
  );
  if (!rows.empty()) {
    complete.last = import_of(self, rows.front());
  }
  return complete;
}

std::optional<ImportId> begin_import(Connection& at, const Self& self, const NewImport& import) {
  check_key(import.identity);
  check_key(import.set);
  const auto now = at.now();
  auto known = find_import(at, self, import.identity, import.set);
  if (known && held_by_another(at, self, known->id)) {
    return std::nullopt;
  }
  if (import.alone_in_set && is_busy_set(at, self, import.set)) {
    return std::nullopt;
  }
  if (!known) {
    const auto time = time_from_column(now);
    known.emplace();
    known->id = insert(at, self, import, now);
    known->identity = import.identity;
    known->set = import.set;
    known->begun = time;
    known->ended = time;
  }
  known->state = State::running;
  known->arguments = import.arguments;
  known->folder = import.folder;
  known->results = import.results;
  update(at, self, *known);
  hold(at, self, known->id);
  keep_reports(at, known->id, import.reports);
  return known->id;
}

void end_import(Connection& at, const Self& self, ImportId id, State state, std::size_t recorded) {
  const auto rows = at.rows<ImportRow>(select_imports + " and id = :id", self.project, id);
  if (rows.empty() || !renew(at, self, id)) {
    return;  // Another process took it over: how it ends is for that one to say.
  }
  const auto now = at.now();
  auto import = import_of(self, rows.front());
  import.state = state;
  import.recorded = recorded;
  import.ended = time_from_column(now);
  update(at, self, import);
  let_go(at, id);
}

bool forget_import(Connection& at, const Self& self, ImportId id) {
  const auto rows = at.rows<ImportRow>(select_imports + " and id = :id", self.project, id);
  if (rows.empty() || held_by_another(at, self, id)) {
    return false;
  }
  auto import = import_of(self, rows.front());
  import.state = State::forgotten;
  update(at, self, import);
  let_go(at, id);
  return true;
}

}  // namespace ledger
