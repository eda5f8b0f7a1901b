#pragma once

#include "client/clock.hpp"
#include "client/error.hpp"
#include "client/settings.hpp"
#include "client/transport.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace client {

/// What became of a call that changes something.
enum class Fate {
  done,     ///< Answered 2xx.
  refused,  ///< Answered no, or certainly never carried out.
  unknown,  ///< It may or may not have been carried out; only asking the server can tell.
};

/// What is told to whoever watches. Never holds the token or a query string.
class Observer {
public:
  virtual ~Observer() = default;
  /// A request left for the server and came back with `status`, or 0 without an answer.
  /// `call` is "GET instances.json"; `attempt` counts from 1.
  virtual void called(
      const std::string& call, int status, int attempt, std::chrono::milliseconds took
  ) = 0;
  /// Nothing can be sent for a while: the budget is used up, a 429, or a pause before a retry.
  virtual void waiting(const std::string& why, std::chrono::milliseconds how_long) = 0;
};

struct Answer {
  Fate fate = Fate::done;
  Response response;               ///< Status 0 when there was none.
  std::optional<std::string> why;  ///< For unknown without an answer: what happened.
};

/// A count of the account's calls that is kept together with other processes.
class SharedBudget {
public:
  virtual ~SharedBudget() = default;
  /// Takes a place for a call that leaves now: then absent, and `place` is set. Else how long to
  /// wait before asking again.
  virtual std::optional<std::chrono::milliseconds> take(std::int64_t& place) = 0;
  /// The call came to its end; `counted` unless it is certain that the server never saw it.
  virtual void ended(std::int64_t place, bool counted) = 0;
  /// What take() makes wait for, for the user; empty for the limit of calls a minute.
  virtual std::string why_waiting() const { return {}; }
  /// A 429: nobody is to send for so long.
  virtual void refused(std::chrono::milliseconds how_long) = 0;
};

/// Awaited whenever a request has its turn and is about to leave, so that whoever has to know of
/// it before the server does can write it down. What it throws, the call throws.
using BeforeLeaving = std::function<boost::asio::awaitable<void>()>;

/// Sends requests within the call budget and repeats what is safe to repeat.
/// All members are to be used from one thread.
class Caller {
public:
  /// `transport`, `clock`, `observer` and `shared` (both may be null) must outlive the Caller.
  Caller(
      const Settings& settings,
      Transport& transport,
      Clock& clock,
      Observer* observer,
      SharedBudget* shared = nullptr
  );
  ~Caller();

  /// A call that changes nothing, repeated until it is answered. Returns the answer, whatever
  /// its status (408 and 5xx only once the attempts are used up, 429 never); throws Unreachable
  /// (also when 429 was the only answer for half an hour), Interrupted.
  boost::asio::awaitable<Response> read(Request request);

  /// A call that changes something; sent again only while it is certain that it was not carried
  /// out. Throws Unreachable when it was never sent (or only ever answered 429), Interrupted.
  boost::asio::awaitable<Answer> write(Request request, BeforeLeaving before_leaving = nullptr);

  /// Lets so much time pass; `why` is told to the observer. Throws Interrupted.
  boost::asio::awaitable<void> wait(std::string why, std::chrono::milliseconds how_long);

  /// From now on no further call is sent: each that would be throws Interrupted. Calls under way
  /// go on to their end. May be called from a signal handler of Asio's, not of the system's.
  void interrupt();

private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace client
