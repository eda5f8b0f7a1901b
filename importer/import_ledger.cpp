#include "importer/import_ledger.hpp"

#include "importer/counted_calls.hpp"
#include "importer/shareable_arguments.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>

namespace asio = boost::asio;

namespace importer {

namespace {

ledger::NewImport new_import(
    const ImportIdentity& identity,
    const ImportOptions& options,
    const Reports& reports,
    const Gathered& gathered
) {
  ledger::NewImport import;
  import.identity = identity.build;
  import.set = identity.set;
  import.arguments = without_secrets(options.arguments);
  std::error_code unknown;
  import.folder = std::filesystem::current_path(unknown).string();
  for (const auto& report : reports.seen) {
    import.reports.push_back({report.path, report.digest});
  }
  import.results = gathered.executions;
  return import;
}

/// When the oldest of the reports was written. Of standard input nobody knows; a day is more than
/// results wait to be recorded.
ledger::Time written_at(const Reports& reports) {
  using FileTime = std::filesystem::file_time_type;
  auto oldest = std::chrono::system_clock::now();
  for (const auto& report : reports.seen) {
    const auto written =
        report.modified == 0
            ? std::chrono::system_clock::now() - std::chrono::hours(24)
            : std::chrono::floor<ledger::Time::duration>(
                  std::chrono::file_clock::to_sys(FileTime(FileTime::duration(report.modified)))
              );
    oldest = std::min(oldest, written);
  }
  return oldest;
}

}  // namespace

ImportLedger::ImportLedger(const ImportOptions& options, const Environment& environment)
    : options_(options),
      opening_(std::async(
          std::launch::async, [&options, &environment] { return open_ledger(options, environment); }
      )),
      journal_(std::make_unique<Journal>()) {}

OpenedLedger& ImportLedger::opened() {
  if (opened_) {
    return *opened_;
  }
  opened_ = opening_.get();
  if (const auto shared = shared_calls_of(*opened_, options_)) {
    shared_.emplace(*shared);
  }
  if (!opened_->trouble.empty() && !options_.dry_run) {
    opened_->gone_without.note_now();
  }
  return *opened_;
}

client::SharedBudget* ImportLedger::shared_calls() {
  opened();
  return shared_ ? &*shared_ : nullptr;
}

bool ImportLedger::must_look_in_practitest() {
  const auto& ledger = opened();
  return (!ledger.trouble.empty() && ledger.may_know) || ledger.may_have_lost_writes ||
         missed_since_.has_value();
}

ImportLedger::~ImportLedger() = default;

std::string ImportLedger::trouble() {
  return opened().trouble.empty() && shared_ ? shared_->trouble() : opened().trouble;
}

std::optional<ledger::Time> ImportLedger::recorded_before(const ImportIdentity& identity) {
  if (!opened().ledger || must_look_in_practitest()) {
    return std::nullopt;
  }
  try {
    const auto known = opened().ledger->find(identity.build, identity.set);
    const bool has_all =
        known && known->state == ledger::State::complete && known->recorded >= known->results;
    return has_all ? std::optional(known->ended) : std::nullopt;
  } catch (const ledger::LedgerError& error) {
    give_up(error);
    return std::nullopt;
  }
}

bool ImportLedger::is_held(const ImportIdentity& identity) {
  if (!opened().ledger) {
    return false;
  }
  try {
    const auto known = opened().ledger->find(identity.build, identity.set);
    return (known && known->held) || (alone_in_set_ && opened().ledger->is_busy(identity.set));
  } catch (const ledger::LedgerError& error) {
    give_up(error);
    return false;
  }
}

ImportLedger::Start ImportLedger::start(
    const ImportIdentity& identity,
    const ImportOptions& options,
    const Reports& reports,
    Gathered& gathered,
    bool look_only
) {
  ended_before_.reset();
  complete_ = false;
  missed_since_.reset();
  earlier_ = EarlierStart();
  if (!opened().ledger) {
    if (!look_only) {
      opened().gone_without.note_now();  // Reports that grew while they were read are newer now.
    }
    return look_only ? Start::as_known : Start::begun;
  }
  try {
    const auto known = opened().ledger->find(identity.build, identity.set);
    if (known &&
        (known->state == ledger::State::complete || known->state == ledger::State::incomplete)) {
      ended_before_ = known->ended;
    }
    complete_ = known && known->state == ledger::State::complete;
    const auto written = written_at(reports);
    const auto missed = opened().gone_without.last();
    if (!options.again && missed && written <= *missed) {
      missed_since_ = written;
    }
    auto import = known ? std::optional(known->id) : std::nullopt;
    if (!look_only) {
      auto begun = new_import(identity, options, reports, gathered);
      begun.alone_in_set = alone_in_set_;
      import = opened().ledger->begin(begun);
      if (!import) {
        return Start::held;
      }
      if (!ended_before_) {
        note_end_meanwhile(identity, known);
      }
    }
    if (import) {
      earlier_ = earlier_start(opened().ledger->calls(*import));
      mark_recorded(gathered, earlier_.recorded);
    }
    if (look_only) {
      return Start::as_known;
    }
    import_ = import;
    journal_ = std::make_unique<Journal>(*opened().ledger, *import, earlier_.next, options.settle);
  } catch (const ledger::LedgerError& error) {
    give_up(error);
  }
  return look_only ? Start::as_known : Start::begun;
}

void ImportLedger::note_end_meanwhile(
    const ImportIdentity& identity, const std::optional<ledger::KnownImport>& before
) {
  const auto now = opened().ledger->find(identity.build, identity.set);
  if (now && now->ended != (before ? before->ended : now->begun)) {
    ended_before_ = now->ended;
  }
}

Memory ImportLedger::memory(const Gathered& gathered, const ImportOptions& options) {
  Memory memory(gathered.sets.size());
  if (!opened().ledger) {
    return memory;
  }
  try {
    auto& ledger = *opened().ledger;
    memory.lacks_auto_create = ledger.is_missing("runs/auto_create.json");
    memory.lacks_bulk_search = ledger.is_missing("tests/bulk_search.json");
    if (options.on_ambiguous == OnAmbiguous::refuse) {
      return memory;  // It does not know of all tests that have a name.
    }
    memory.trusted = !options.look_again && !options.resume && !must_look_in_practitest();
    for (std::size_t i = 0; i < memory.sets.size(); ++i) {
      auto& set = memory.sets[i];
      set.id = options.set_id ? options.set_id : ledger.set_named(match_key(gathered.sets[i]));
      if (set.id) {
        set.instances = ledger.instances_of(*set.id);
      }
      // That a set exists only its instances show where it is asked for by id.
      if (options.set_id && set.instances.empty()) {
        set.id.reset();
      }
    }
    memory.tests = ledger.tests();
    memory.ids = take_ids(memory.tests);
  } catch (const ledger::LedgerError&) {
    // As if nothing was remembered. If it can be written no more either, the first write tells.
    return Memory(gathered.sets.size());
  }
  return memory;
}

asio::awaitable<void> ImportLedger::settle(
    client::PractiTest& practitest, const ImportOptions& options, Gathered& gathered
) {
  if (import_) {
    KnownFields no_fields;
    const Means means{practitest, *journal_, options.settle, no_fields};
    co_await settle_open_calls(means, gathered, options, earlier_);
    mark_recorded(gathered, earlier_.recorded);
  }
}

void ImportLedger::renew() {
  if (import_) {
    try {
      if (!opened().ledger->renew(*import_)) {
        journal_->look_whether_ours();
      }
    } catch (const ledger::LedgerError&) {
      // The next call that is written down tells.
    } catch (const TakenOver&) {
      // Likewise, without asking again.
    }
  }
}

void ImportLedger::end(ledger::State state, std::size_t recorded) {
  if (!import_) {
    return;
  }
  try {
    journal_->commit();
    opened().ledger->end(*import_, state, recorded);
  } catch (const ledger::LedgerError& error) {
    give_up(error);
  } catch (const TakenOver&) {
    // The other one ends it.
  }
  import_.reset();
}

void ImportLedger::found(const std::vector<std::uint64_t>& keys) {
  std::vector<std::string> items;
  for (const auto key : keys) {
    items.push_back(run_item(key, 0));  // Of which instance does not matter any more.
  }
  if (!items.empty()) {
    journal_->done(ledger::Kind::runs, std::move(items));
  }
}

void ImportLedger::go_on_without(std::string trouble) {
  opened().gone_without.note_now();
  opened().trouble = std::move(trouble);
  journal_ = std::make_unique<Journal>();
  import_.reset();
}

}  // namespace importer
