#include "importer/journal.hpp"

#include "importer/subjects.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

namespace asio = boost::asio;

namespace importer {

TakenOver::TakenOver()
    : std::runtime_error(
          "another ptimport has taken this import up meanwhile and goes on with it; nothing more "
          "is sent from here"
      ) {}

client::BeforeLeaving Journal::intent(
    CallNumber number, ledger::Kind kind, std::vector<std::string> items
) {
  ledger::Intent intent;
  intent.number = number;
  intent.kind = kind;
  intent.items = std::move(items);
  return [this, intent = std::move(intent)] { return write_down(intent); };
}

asio::awaitable<void> Journal::write_down(ledger::Intent intent) {
  const auto number = intent.number;
  intent.sent = std::chrono::system_clock::now();
  left_[number] = intent.sent;
  if (ledger_ == nullptr) {
    co_return;
  }
  changes_.intents.push_back(std::move(intent));
  const auto executor = co_await asio::this_coro::executor;
  if (!committing_) {
    committing_.emplace(executor);
  }
  // One turn of the event loop later the others that leave now have joined, and whoever comes
  // first commits for all that have come until then.
  co_await asio::post(executor, asio::use_awaitable);
  const auto pass = co_await committing_->enter();
  if (failed_) {
    std::rethrow_exception(failed_);
  }
  const auto waiting = [number](const ledger::Intent& other) { return other.number == number; };
  if (std::ranges::any_of(changes_.intents, waiting)) {
    co_await commit_aside();
  }
  left_[number] = std::chrono::system_clock::now();  // The disk may have taken its time.
}

template <class Write>
void Journal::remember_failure(Write write) {
  try {
    if (!write()) {
      taken_over_ = true;
      throw TakenOver();
    }
  } catch (...) {
    // The others whose intents were among these must not leave either.
    failed_ = std::current_exception();
    throw;
  }
}

asio::awaitable<void> Journal::commit_aside() {
  if (!thread_) {
    thread_.emplace(1);
  }
  std::packaged_task<bool()> write([this, changes = std::exchange(changes_, {})] {
    return ledger_->write(import_, changes);
  });
  aside_ = write.get_future().share();
  const auto run = [&write]() -> asio::awaitable<void> {
    write();
    co_return;
  };
  co_await asio::co_spawn(thread_->get_executor(), run, asio::use_awaitable);
  remember_failure([this] { return aside_.get(); });
}

std::optional<ledger::Time> Journal::left_at(CallNumber number) const {
  const auto found = left_.find(number);
  return found == left_.end() ? std::nullopt : std::optional(found->second);
}

void Journal::ended(CallNumber number, ledger::Ended ended) {
  if (left_.erase(number) != 0 && ledger_ != nullptr) {
    changes_.endings.push_back({number, ended});
  }
}

void Journal::done(ledger::Kind kind, std::vector<std::string> items) {
  if (ledger_ == nullptr) {
    return;
  }
  ledger::Intent intent;
  intent.number = next();
  intent.kind = kind;
  intent.items = std::move(items);
  intent.sent = std::chrono::system_clock::now();
  changes_.endings.push_back({intent.number, ledger::Ended::done});
  changes_.intents.push_back(std::move(intent));
}

void Journal::seen(ledger::SeenTest test) {
  if (ledger_ != nullptr) {
    changes_.tests.push_back(std::move(test));
  }
}

void Journal::seen(ledger::SeenSet set) {
  if (ledger_ != nullptr) {
    changes_.sets.push_back(std::move(set));
  }
}

void Journal::seen(ledger::SeenInstance instance) {
  if (ledger_ != nullptr) {
    changes_.instances.push_back(instance);
  }
}

void Journal::seen(ledger::Changes found) {
  if (ledger_ == nullptr) {
    return;
  }
  const auto join = [](auto& all, auto& more) {
    all.insert(
        all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end())
    );
  };
  join(changes_.tests, found.tests);
  join(changes_.sets, found.sets);
  join(changes_.instances, found.instances);
  join(changes_.gone_tests, found.gone_tests);
  join(changes_.gone_sets, found.gone_sets);
  join(changes_.gone_instances, found.gone_instances);
}

void Journal::missing_call(std::string path) {
  if (ledger_ != nullptr) {
    changes_.missing_calls.push_back(std::move(path));
  }
}

std::vector<bool> Journal::claim(const std::vector<std::string>& subjects) {
  if (ledger_ == nullptr) {
    return std::vector<bool>(subjects.size(), true);
  }
  commit();  // What others are to find out must be there before they ask.
  auto granted = ledger_->claim(import_, subjects);
  if (std::ranges::count(granted, true) == 0) {
    look_whether_ours();  // Else nothing will be granted ever.
  }
  known_.clear();
  in_doubt_.clear();
  for (const auto& intent : ledger_->open_calls_of_others(import_, doubt_since_)) {
    for (auto& subject : subjects_of(intent)) {
      in_doubt_[std::move(subject)] = intent.sent;
    }
  }
  return granted;
}

std::optional<ledger::Time> Journal::perhaps_made(const std::string& subject) const {
  const auto found = in_doubt_.find(subject);
  return found == in_doubt_.end() ? std::nullopt : std::optional(found->second);
}

void Journal::release(std::string subject) {
  if (ledger_ != nullptr) {
    changes_.released.push_back(std::move(subject));
  }
}

bool Journal::knows_test(const std::string& name) {
  return ledger_ != nullptr && ledger_->test_named(name).has_value();
}

bool Journal::knows_set(const std::string& name) {
  return ledger_ != nullptr && ledger_->set_named(name).has_value();
}

bool Journal::knows_instance(client::Id set_id, client::Id test_id) {
  if (ledger_ == nullptr) {
    return false;
  }
  const auto [set, is_new] = known_.try_emplace(set_id);
  if (is_new) {
    for (const auto& instance : ledger_->instances_of(set_id)) {
      set->second.insert(instance.test_id);
    }
  }
  return set->second.contains(test_id);
}

void Journal::look_whether_ours() {
  if (ledger_ != nullptr && !failed_) {
    remember_failure([this] { return ledger_->renew(import_); });
  }
}

void Journal::commit() {
  if (failed_) {
    std::rethrow_exception(failed_);
  }
  if (ledger_ == nullptr) {
    return;
  }
  if (aside_.valid()) {
    remember_failure([this] { return aside_.get(); });  // It began first.
  }
  if (!changes_.empty()) {
    const auto changes = std::exchange(changes_, {});
    remember_failure([&] { return ledger_->write(import_, changes); });
  }
}

}  // namespace importer
