#include "ledger/seen.hpp"

#include "ledger/columns.hpp"

namespace ledger {

namespace {

using Named = std::tuple<std::int64_t, std::int64_t>;

std::optional<Id> checked(
    const Self& self, const std::string& name, const std::vector<Named>& rows
) {
  if (rows.empty()) {
    return std::nullopt;
  }
  const auto& [id, checksum] = rows.front();
  Checksum::check(checksum, self.project, name, id);
  return id;
}

}  // namespace

void keep(Connection& at, const Self& self, const SeenTest& test) {
  const auto name = to_column(test.name);
  if (name.size() > longest_key) {
    return;
  }
  at.change(
      "insert into tests (project, id, name, checksum) values (:project, :id, :name, :checksum)"
      " on conflict (project, id) do update set name = excluded.name,"
      " checksum = excluded.checksum",
      self.project,
      test.id,
      name,
      Checksum::of(self.project, name, test.id)
  );
}

void keep(Connection& at, const Self& self, const SeenSet& set) {
  const auto name = to_column(set.name);
  if (name.size() > longest_key) {
    return;
  }
  at.change(
      "insert into sets (project, name, id, checksum) values (:project, :name, :id, :checksum)"
      " on conflict (project, name) do update set id = excluded.id, checksum = excluded.checksum",
      self.project,
      name,
      set.id,
      Checksum::of(self.project, name, set.id)
  );
}

void keep(Connection& at, const Self& self, const SeenInstance& instance) {
  at.change(
      "insert into instances (project, set_id, test_id, id, checksum)"
      " values (:project, :set, :test, :id, :checksum)"
      " on conflict (project, id) do update set set_id = excluded.set_id,"
      " test_id = excluded.test_id, checksum = excluded.checksum",
      self.project,
      instance.set_id,
      instance.test_id,
      instance.id,
      Checksum::of(self.project, instance.set_id, instance.test_id, instance.id)
  );
}

std::optional<Id> test_named(Connection& at, const Self& self, std::string_view name) {
  const auto column = to_column(name);
  return checked(
      self,
      column,
      at.rows<Named>(
          "select id, checksum from tests where project = :project and name = :name order by id",
          self.project,
          column
      )
  );
}

std::optional<Id> set_named(Connection& at, const Self& self, std::string_view name) {
  const auto column = to_column(name);
  return checked(
      self,
      column,
      at.rows<Named>(
          "select id, checksum from sets where project = :project and name = :name",
          self.project,
          column
      )
  );
}

std::vector<SeenTest> seen_tests(Connection& at, const Self& self) {
  using Row = std::tuple<std::string, std::int64_t, std::int64_t>;
  std::vector<SeenTest> tests;
  at.each<Row>(
      [&](const Row& row) {
        const auto& [name, id, checksum] = row;
        Checksum::check(checksum, self.project, name, id);
        tests.push_back({.name = from_column(name), .id = id});
      },
      "select name, id, checksum from tests where project = :project order by id, name",
      self.project
  );
  return tests;
}

std::vector<SeenInstance> seen_instances(Connection& at, const Self& self, Id set_id) {
  using Row = std::tuple<std::int64_t, std::int64_t, std::int64_t>;
  std::vector<SeenInstance> instances;
  at.each<Row>(
      [&](const Row& row) {
        const auto& [test_id, id, checksum] = row;
        Checksum::check(checksum, self.project, set_id, test_id, id);
        instances.push_back({.set_id = set_id, .test_id = test_id, .id = id});
      },
      "select test_id, id, checksum from instances where project = :project and set_id = :set"
      " order by id",
      self.project,
      set_id
  );
  return instances;
}

void forget_set(Connection& at, const Self& self, Id id) {
  at.change("delete from sets where project = :project and id = :id", self.project, id);
  at.change("delete from instances where project = :project and set_id = :set", self.project, id);
}

void forget_test(Connection& at, const Self& self, Id id) {
  at.change("delete from tests where project = :project and id = :id", self.project, id);
  at.change("delete from instances where project = :project and test_id = :id", self.project, id);
}

void forget_instance(Connection& at, const Self& self, Id id) {
  at.change("delete from instances where project = :project and id = :id", self.project, id);
}

void keep_missing_call(Connection& at, const Self& self, const std::string& path) {
  at.change(
      "insert into missing_calls (project, path, found) values (:project, :path, :found)"
      " on conflict (project, path) do update set found = excluded.found",
      self.project,
      path,
      at.now()
  );
}

bool is_missing_call(Connection& at, const Self& self, std::string_view path) {
  const auto rows = at.rows<std::tuple<std::int64_t>>(
      "select found from missing_calls where project = :project and path = :path",
      self.project,
      std::string(path)
  );
  constexpr std::int64_t worth_asking_again =
      std::chrono::milliseconds(std::chrono::days(30)).count();
  return !rows.empty() && at.now() - std::get<0>(rows.front()) < worth_asking_again;
}

}  // namespace ledger
