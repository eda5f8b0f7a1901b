#pragma once

#include "importer/means.hpp"
#include "importer/refusal.hpp"

#include <boost/asio/awaitable.hpp>

#include <algorithm>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace importer {

/// So often is a call sent that proves not to have been carried out each time.
constexpr int max_sendings = 3;

/// What came of making one test or set: its id, or the server's no, or, when no call was ever
/// carried out, why the last answer was lost.
struct Made {
  std::optional<client::Id> id;
  std::optional<client::ApiError> refusal;
  std::string lost;
  /// When the call left whose answer was lost, though it proved to be carried out: PractiTest may
  /// still be at work on it.
  std::optional<ledger::Time> lost_at;
};

/// Something to be made whose name is looked for when the answer was lost. T is the client's.
template <class T>
struct Making {
  ledger::Kind kind;
  std::string name;
  std::function<boost::asio::awaitable<client::Written<T>>(client::BeforeLeaving)> create;
  std::function<boost::asio::awaitable<std::vector<T>>()> find;  ///< All of this name.
  /// Told why, when the fate is unknown for a while, in which the import may come to its end.
  std::function<void(const std::string&)> unknown;
};

/// Makes it, and again when an answer was lost and it proved not to be there.
template <class T>
boost::asio::awaitable<Made> make_until_known(const Means& means, const Making<T>& making) {
  Made made;
  for (int sendings = 1; sendings <= max_sendings; ++sendings) {
    const auto call = means.journal.next();
    auto creating = making.create(means.journal.intent(call, making.kind, {making.name}));
    auto following = means.journal.follow(call, std::move(creating));
    const auto written = co_await std::move(following);
    if (written.fate == client::Fate::done) {
      made.id = written.value.id;
    } else if (written.fate == client::Fate::refused) {
      made.refusal = written.error;
    } else {
      made.lost = explain(*written.error);
      making.unknown(made.lost);
      auto there = co_await making.find();
      if (there.empty()) {
        co_await wait_until_settled(means, *means.journal.left_at(call));
        there = co_await making.find();
      }
      if (!there.empty()) {
        made.id = std::ranges::min(there, {}, &T::id).id;
        made.lost_at = means.journal.left_at(call);
      }
    }
    means.journal.ended(call, made.id ? ledger::Ended::done : ledger::Ended::refused);
    if (made.id || made.refusal) {
      break;
    }
  }
  co_return made;
}

}  // namespace importer
