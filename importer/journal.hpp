#pragma once

#include "client/caller.hpp"
#include "client/entities.hpp"
#include "importer/turnstile.hpp"
#include "ledger/ledger.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>

#include <cstdint>
#include <exception>
#include <future>
#include <optional>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace importer {

/// Another process works on the same import now: this one must not send anything more.
class TakenOver : public std::runtime_error {
public:
  TakenOver();
};

/// A call in the journal.
using CallNumber = std::int64_t;

/// An import's ledger while calls are made: the intent of a call is on disk before it leaves, its
/// outcome follows. Calls that leave at the same moment share one commit, and so do all that want
/// to leave while the disk is at work on another one, for which a thread of its own waits. Without
/// a ledger it only remembers when each call left. Used from the event loop's thread.
class Journal {
public:
  /// Without a ledger.
  Journal() = default;
  /// `ledger` must outlive this; `next` is a number that the import's calls have not used yet. What
  /// other imports sent longer than `settle` before now is not asked about by perhaps_made(): the
  /// looks that follow show it.
  Journal(
      ledger::Ledger& ledger, ledger::ImportId import, CallNumber next, std::chrono::seconds settle
  )
      : ledger_(&ledger),
        import_(import),
        next_(next),
        doubt_since_(std::chrono::system_clock::now() - settle) {}

  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  /// A number for a call that is going to be made.
  CallNumber next() { return next_++; }

  /// To be given to the call: when it is about to leave, its intent is written down. Throws
  /// LedgerError and TakenOver, and then the call does not leave. The journal must outlive it.
  client::BeforeLeaving intent(
      CallNumber number, ledger::Kind kind, std::vector<std::string> items
  );

  /// Takes on a call of an earlier start, so that its end can be told.
  void adopt(const ledger::Intent& intent) { left_[intent.number] = intent.sent; }

  /// When the call last left; absent when it never did.
  std::optional<ledger::Time> left_at(CallNumber number) const;

  /// What became of a call; on disk with the next commit. Nothing is kept of a call that never
  /// left.
  void ended(CallNumber number, ledger::Ended ended);
  /// A call's worth of what turned out to be done already.
  void done(ledger::Kind kind, std::vector<std::string> items);
  /// Ids seen or made, to be remembered with the next commit.
  void seen(ledger::SeenTest test);
  void seen(ledger::SeenSet set);
  void seen(ledger::SeenInstance instance);

  void seen(ledger::Changes found);  ///< All that a look has found.
  /// PractiTest does not have the call of this path.
  void missing_call(std::string path);

  /// Takes the right to make these ("test Login"), so that imports at the same time make nothing
  /// twice; true where it was free. Given back by release(), on disk with the next commit. Without
  /// a ledger all are free.
  std::vector<bool> claim(const std::vector<std::string>& subjects);
  void release(std::string subject);
  /// Of what claim() granted: when the last call left that may make it all the same, or has made
  /// it, as the process that sent it is gone and nobody knows its end; absent without such a call.
  std::optional<ledger::Time> perhaps_made(const std::string& subject) const;
  /// Whether an import has seen or made it. Where a look at PractiTest did not show it, it was
  /// perhaps made since.
  bool knows_test(const std::string& name);
  bool knows_set(const std::string& name);
  bool knows_instance(client::Id set_id, client::Id test_id);

  /// Another process works on the import now, as a commit has shown.
  bool is_taken_over() const { return taken_over_; }

  /// Says that this process is alive. Throws LedgerError and TakenOver, as all that follows then.
  void look_whether_ours();

  /// Writes down what is not yet on disk. Throws LedgerError and TakenOver, from then on always.
  void commit();

  /// Awaits the call of this number. One that throws was certainly not carried out, and that is
  /// noted.
  template <class T>
  boost::asio::awaitable<T> follow(CallNumber number, boost::asio::awaitable<T> call) {
    try {
      co_return co_await std::move(call);
    } catch (const client::Unreachable&) {
      ended(number, ledger::Ended::refused);
      throw;
    } catch (const client::Interrupted&) {
      ended(number, ledger::Ended::refused);
      throw;
    }
  }

private:
  boost::asio::awaitable<void> write_down(ledger::Intent intent);
  boost::asio::awaitable<void> commit_aside();
  /// Calls what gives Ledger::write()'s result, and throws if it failed, now and in every commit
  /// from then on.
  template <class Write>
  void remember_failure(Write write);

  ledger::Ledger* ledger_ = nullptr;
  ledger::ImportId import_ = 0;
  CallNumber next_ = 1;
  std::unordered_map<client::Id, std::unordered_set<client::Id>> known_;  ///< Tests by set.
  ledger::Changes changes_;                                               ///< Not yet on disk.
  ledger::Time doubt_since_;
  /// Subjects of calls of other imports whose end nobody knows, with when the last one left.
  std::unordered_map<std::string, ledger::Time> in_doubt_;
  std::exception_ptr failed_;
  bool taken_over_ = false;
  std::optional<Turnstile> committing_;  ///< One commit at a time. Made for the first one.
  std::shared_future<bool> aside_;       ///< Of the last commit in the thread.
  std::unordered_map<CallNumber, ledger::Time> left_;  ///< Calls without an end.
  std::optional<boost::asio::thread_pool> thread_;     ///< Of one. Made for the first commit.
};

}  // namespace importer
