#include "ledger/ledger.hpp"

#include "ledger/claims.hpp"
#include "ledger/columns.hpp"
#include "ledger/database.hpp"
#include "ledger/imports.hpp"
#include "ledger/owner.hpp"
#include "ledger/seen.hpp"
#include "ledger/window.hpp"

namespace ledger {

bool Changes::empty() const {
  return intents.empty() && endings.empty() && tests.empty() && sets.empty() && instances.empty() &&
         missing_calls.empty() && gone_tests.empty() && gone_sets.empty() &&
         gone_instances.empty() && released.empty();
}

struct Ledger::Parts {
  Parts(const std::string& location, const Project& project, const Settings& settings)
      : clock(settings.clock), database(location, settings) {
    self.base_url = to_column(project.base_url);
    self.owner = this_process();
    self.one_kernel = database.one_kernel();
    self.project = row_of(project.id);
  }

  /// Made when it is missing.
  std::int64_t row_of(Id project) {
    const std::string look = "select id from projects where base_url = :url and project = :project";
    const auto known = database.read([&](Connection& at) {
      return at.rows<std::tuple<std::int64_t>>(look, self.base_url, project);
    });
    if (!known.empty()) {
      return std::get<0>(known.front());
    }
    return database.transaction([&](Connection& at) {
      at.change(
          "insert into projects (base_url, project) values (:url, :project)"
          " on conflict (base_url, project) do nothing",
          self.base_url,
          project
      );
      return std::get<0>(at.row<std::tuple<std::int64_t>>(look, self.base_url, project));
    });
  }

  Clock clock;
  Database database;
  Self self;
};

Ledger::Ledger(const std::string& location, Project project, const Settings& settings)
    : parts_(std::make_unique<Parts>(location, project, settings)) {}

Ledger::~Ledger() = default;
Ledger::Ledger(Ledger&& other) noexcept = default;
Ledger& Ledger::operator=(Ledger&& other) noexcept = default;

std::optional<KnownImport> Ledger::find(std::string_view identity, std::string_view set) {
  return parts_->database.read([&](Connection& at) {
    return find_import(at, parts_->self, identity, set);
  });
}

bool Ledger::is_busy(std::string_view set) {
  return parts_->database.read([&](Connection& at) { return is_busy_set(at, parts_->self, set); });
}

std::vector<Project> Ledger::projects() {
  const auto rows = parts_->database.read([&](Connection& at) {
    return at.rows<std::tuple<std::string, std::int64_t>>(
        "select base_url, project from projects order by id"
    );
  });
  std::vector<Project> projects;
  for (const auto& [base_url, project] : rows) {
    projects.push_back({from_column(base_url), project});
  }
  return projects;
}

std::vector<KnownImport> Ledger::interrupted() {
  return parts_->database.read([&](Connection& at) { return interrupted_imports(at, parts_->self); }
  );
}

std::vector<KnownImport> Ledger::unfinished() {
  return parts_->database.read([&](Connection& at) { return unfinished_imports(at, parts_->self); }
  );
}

CompleteImports Ledger::complete() {
  return parts_->database.read([&](Connection& at) { return complete_imports(at, parts_->self); });
}

std::optional<ImportId> Ledger::begin(const NewImport& import) {
  return parts_->database.transaction([&](Connection& at) {
    at.lock("imports of project " + std::to_string(parts_->self.project));
    return begin_import(at, parts_->self, import);
  });
}

std::vector<Call> Ledger::calls(ImportId import) {
  return parts_->database.read([&](Connection& at) { return calls_of(at, import); });
}

std::vector<Intent> Ledger::open_calls_of_others(ImportId import, Time since) {
  return parts_->database.read([&](Connection& at) {
    return ledger::open_calls_of_others(at, parts_->self, import, since);
  });
}

bool Ledger::renew(ImportId import) {
  return parts_->database.transaction([&](Connection& at) {
    return ledger::renew(at, parts_->self, import);
  });
}

bool Ledger::write(ImportId import, const Changes& changes) {
  const auto& self = parts_->self;
  return parts_->database.transaction([&](Connection& at) {
    if (!ledger::renew(at, self, import)) {
      return false;
    }
    for (const auto& intent : changes.intents) {
      keep_intent(at, import, intent);
    }
    for (const auto& ending : changes.endings) {
      keep_ending(at, import, ending);
    }
    for (const auto id : changes.gone_tests) {
      forget_test(at, self, id);
    }
    for (const auto id : changes.gone_sets) {
      forget_set(at, self, id);
    }
    for (const auto id : changes.gone_instances) {
      forget_instance(at, self, id);
    }
    for (const auto& test : changes.tests) {
      keep(at, self, test);
    }
    for (const auto& set : changes.sets) {
      keep(at, self, set);
    }
    for (const auto& instance : changes.instances) {
      keep(at, self, instance);
    }
    for (const auto& path : changes.missing_calls) {
      keep_missing_call(at, self, path);
    }
    for (const auto& subject : changes.released) {
      release(at, self, import, subject);
    }
    return true;
  });
}

void Ledger::end(ImportId import, State state, std::size_t recorded) {
  parts_->database.transaction([&](Connection& at) {
    end_import(at, parts_->self, import, state, recorded);
    return true;
  });
}

bool Ledger::forget(ImportId import) {
  return parts_->database.transaction([&](Connection& at) {
    return forget_import(at, parts_->self, import);
  });
}

std::vector<bool> Ledger::claim(ImportId import, const std::vector<std::string>& subjects) {
  return parts_->database.transaction([&](Connection& at) {
    return ledger::claim(at, parts_->self, import, subjects);
  });
}

std::optional<Id> Ledger::test_named(std::string_view name) {
  return parts_->database.read([&](Connection& at) {
    return ledger::test_named(at, parts_->self, name);
  });
}

std::optional<Id> Ledger::set_named(std::string_view name) {
  return parts_->database.read([&](Connection& at) {
    return ledger::set_named(at, parts_->self, name);
  });
}

std::vector<SeenTest> Ledger::tests() {
  return parts_->database.read([&](Connection& at) { return seen_tests(at, parts_->self); });
}

std::vector<SeenInstance> Ledger::instances_of(Id set_id) {
  return parts_->database.read([&](Connection& at) {
    return seen_instances(at, parts_->self, set_id);
  });
}

bool Ledger::is_missing(std::string_view path) {
  return parts_->database.read([&](Connection& at) {
    return is_missing_call(at, parts_->self, path);
  });
}

std::optional<std::chrono::milliseconds> Ledger::take_call(
    int rate, std::chrono::milliseconds longest, std::int64_t& place
) {
  return parts_->database.transaction(
      [&](Connection& at) { return take_place(at, parts_->self, rate, longest, place); },
      Lasting::crash
  );
}

std::size_t Ledger::calls_of_the_minute() {
  return parts_->database.read([&](Connection& at) { return places_taken(at, parts_->self); });
}

void Ledger::end_call(std::int64_t place, bool counted) {
  parts_->database.transaction(
      [&](Connection& at) {
        end_place(at, parts_->self, place, counted);
        return true;
      },
      Lasting::crash
  );
}

void Ledger::block_calls_until(Time until) {
  // The caller's clock and the ledger's need not agree: what counts is how long it is.
  const auto here = parts_->clock ? parts_->clock() : std::chrono::system_clock::now();
  const auto pause = std::chrono::ceil<std::chrono::milliseconds>(until - here);
  parts_->database.transaction(
      [&](Connection& at) {
        block(at, parts_->self, pause);
        return true;
      },
      Lasting::crash
  );
}

}  // namespace ledger
