#include "client/caller.hpp"

#include "client/budget.hpp"
#include "client/call_name.hpp"
#include "client/line.hpp"
#include "client/retry.hpp"

#include <fmt/format.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <random>
#include <set>
#include <utility>

namespace client {

namespace asio = boost::asio;

namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

// So long may 429 be the only answer before a call gives up: other users of the account may well
// take all calls for minutes, but not for ever.
constexpr auto longest_refusal = 30 * Budget::window;

// So long may a call be on its way from its turn, and from being written down, to the network. One
// that comes later, as its process was paused, asks for both again: by then another process may
// have taken its place in the minute, or its import (a minute after the last sign of life).
constexpr std::chrono::seconds longest_way_out{40};

/// How a call came to its end.
struct Exchange {
  Response response;
  std::optional<TransportError> error;  ///< Of the last attempt, when it had no answer.
  int attempts = 0;
};

/// A pause that can be cut short, while it lasts.
class Sleeper {
public:
  Sleeper(std::set<asio::steady_timer*>& bells, const asio::any_io_executor& executor)
      : bells_(bells), bell_(executor, asio::steady_timer::time_point::max()) {
    bells_.insert(&bell_);
  }
  ~Sleeper() { bells_.erase(&bell_); }
  Sleeper(const Sleeper&) = delete;
  Sleeper& operator=(const Sleeper&) = delete;

  asio::steady_timer& bell() { return bell_; }

private:
  std::set<asio::steady_timer*>& bells_;
  asio::steady_timer bell_;
};

std::string with_attempts(const std::string& words, int attempts) {
  return attempts > 1 ? fmt::format("{} ({} attempts)", words, attempts) : words;
}

}  // namespace

// Shared with the coroutines, which may be destroyed after the Caller, with their io_context.
struct Caller::State {
  State(
      const Settings& settings,
      Transport& its_transport,
      Clock& its_clock,
      Observer* its_observer,
      SharedBudget* its_shared
  )
      : transport(its_transport),
        clock(its_clock),
        observer(its_observer),
        shared(its_shared),
        rate(settings.rate),
        free(std::max<std::size_t>(settings.connections, 1)),
        max_attempts(settings.max_attempts),
        budget(settings.rate) {}

  /// `before_leaving` is null for a call that changes nothing.
  static asio::awaitable<Exchange> exchange(
      std::shared_ptr<State> self, Request request, const BeforeLeaving* before_leaving
  );

  /// Gives the call's place in the shared budget.
  asio::awaitable<std::int64_t> take_turn(bool again);
  asio::awaitable<void> pause_until(Clock::time_point when);
  asio::awaitable<Exchange> attempt(
      const Request& request, const std::string& call, int number, std::int64_t place
  );
  void ended(std::int64_t place, bool counted) {
    budget.ended(clock.now(), counted);
    if (shared != nullptr) {
      shared->ended(place, counted);
    }
    ++free;
    line.wake_first();
  }
  void note_refusal(const Exchange& exchange);
  void say_waiting(const std::string& why, Clock::duration how_long) {
    if (observer != nullptr) {
      observer->waiting(why, duration_cast<milliseconds>(how_long));
    }
  }

  Transport& transport;
  Clock& clock;
  Observer* observer;
  SharedBudget* shared;
  int rate;
  /// As many calls as connections may be under way: one more would only wait inside of the
  /// transport, where interrupt() does not reach it, and its time would count as the server's.
  std::size_t free;
  int max_attempts;
  Budget budget;
  Line line;                               ///< Of those who wait for their turn.
  std::set<asio::steady_timer*> sleeping;  ///< Bells of the pauses that last.
  bool interrupted = false;
  std::optional<Clock::time_point> refused_since;  ///< First of the 429s since another answer.
  std::mt19937 random{std::random_device{}()};
};

asio::awaitable<void> Caller::State::pause_until(Clock::time_point when) {
  const auto executor = co_await asio::this_coro::executor;
  Sleeper sleeper(sleeping, executor);
  auto sleep = clock.sleep_until(when);
  auto race = asio::experimental::make_parallel_group(
      asio::co_spawn(executor, std::move(sleep), asio::deferred),
      sleeper.bell().async_wait(asio::deferred)
  );
  co_await race.async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);
}

// First come, first served; only a call sent again goes to the front.
asio::awaitable<std::int64_t> Caller::State::take_turn(bool again) {
  const auto executor = co_await asio::this_coro::executor;
  Line::Place place(line, executor, again);
  std::optional<Clock::time_point> said;
  for (;;) {
    if (interrupted) {
      throw Interrupted();
    }
    const auto now = clock.now();
    auto when = place.first() && free > 0 ? budget.next(now) : std::nullopt;
    if (when && *when <= now) {
      std::int64_t shared_place = 0;
      const auto wait = shared == nullptr ? std::nullopt : shared->take(shared_place);
      if (!wait) {
        budget.sent();
        --free;
        co_return shared_place;
      }
      when = now + *wait;
    }
    if (!when) {
      co_await place.woken();
      continue;
    }
    if (said != when) {
      said = when;
      auto why = shared == nullptr ? std::string() : shared->why_waiting();
      if (why.empty()) {
        why = budget.blocked(now) ? std::string("PractiTest answered 429, too many calls")
                                  : fmt::format("the call budget, {} a minute, is used up", rate);
      }
      say_waiting(why, *when - now);
    }
    co_await pause_until(*when);
  }
}

asio::awaitable<Exchange> Caller::State::attempt(
    const Request& request, const std::string& call, int number, std::int64_t place
) {
  Exchange result;
  result.attempts = number;
  const auto start = clock.now();
  try {
    auto sending = transport.send(request);
    result.response = co_await std::move(sending);
  } catch (const TransportError& error) {
    result.error = error;
  } catch (...) {
    ended(place, true);
    throw;
  }
  ended(place, !result.error || result.error->may_have_arrived());
  const auto now = clock.now();
  if (observer != nullptr) {
    observer->called(
        call, result.response.status, number, duration_cast<milliseconds>(now - start)
    );
  }
  co_return result;
}

void Caller::State::note_refusal(const Exchange& exchange) {
  const int status = exchange.response.status;
  if (status != 429) {
    if (status != 0) {
      refused_since.reset();
    }
    return;
  }
  const auto now = clock.now();
  const auto asked = exchange.response.retry_after;
  budget.refused(now, asked);
  if (shared != nullptr) {
    shared->refused(asked ? std::max(*asked, std::chrono::seconds(1)) : Budget::window);
  }
  refused_since = refused_since.value_or(now);
  if (now + asked.value_or(Budget::window) - *refused_since > longest_refusal) {
    throw Unreachable(fmt::format(
        "PractiTest answers nothing but 429, too many calls{}",
        asked ? fmt::format(", and asks to wait {} s", asked->count()) : std::string()
    ));
  }
}

asio::awaitable<Exchange> Caller::State::exchange(
    std::shared_ptr<State> self, Request request, const BeforeLeaving* before_leaving
) {
  const auto call = call_name(request);
  std::uniform_real_distribution<double> jitter(0.0, 1.0);
  bool again = false;
  for (int number = 1;; again = true) {
    const auto place = co_await self->take_turn(again);
    request.leave_by = BootClock::now() + longest_way_out;
    if (before_leaving != nullptr && *before_leaving) {
      try {
        auto written_down = (*before_leaving)();
        co_await std::move(written_down);
      } catch (...) {
        self->ended(place, false);
        throw;
      }
    }
    auto result = co_await self->attempt(request, call, number, place);
    self->note_refusal(result);

    Attempt attempt;
    attempt.number = number;
    attempt.changes = before_leaving != nullptr;
    attempt.status = result.response.status;
    attempt.retry_after = result.response.retry_after;
    if (result.error) {
      attempt.may_have_arrived = result.error->may_have_arrived();
      attempt.may_pass_later = result.error->may_pass_later();
    }
    const auto decision = after(attempt, self->max_attempts, jitter(self->random));
    if (decision.next == Next::take) {
      co_return result;
    }
    if (decision.next == Next::repeat) {
      ++number;
      const auto why = result.error ? std::string(result.error->what())
                                    : fmt::format("{} was answered {}", call, attempt.status);
      self->say_waiting(why, decision.pause);
      const auto until = self->clock.now() + decision.pause;
      co_await self->pause_until(until);
    }
  }
}

Caller::Caller(
    const Settings& settings,
    Transport& transport,
    Clock& clock,
    Observer* observer,
    SharedBudget* shared
)
    : state_(std::make_shared<State>(settings, transport, clock, observer, shared)) {}

Caller::~Caller() = default;

asio::awaitable<Response> Caller::read(Request request) {
  auto work = State::exchange(state_, std::move(request), nullptr);
  auto result = co_await std::move(work);
  if (result.error) {
    throw Unreachable(with_attempts(result.error->what(), result.attempts));
  }
  co_return std::move(result.response);
}

asio::awaitable<Answer> Caller::write(Request request, BeforeLeaving before_leaving) {
  auto work = State::exchange(state_, std::move(request), &before_leaving);
  auto result = co_await std::move(work);
  if (result.error && !result.error->may_have_arrived()) {
    throw Unreachable(with_attempts(result.error->what(), result.attempts));
  }
  Answer answer;
  answer.response = std::move(result.response);
  const int status = answer.response.status;
  if (result.error) {
    answer.fate = Fate::unknown;
    answer.why = result.error->what();
  } else if (status >= 200 && status < 300) {
    answer.fate = Fate::done;
  } else {
    answer.fate = leaves_fate_open(status) ? Fate::unknown : Fate::refused;
  }
  co_return answer;
}

asio::awaitable<void> Caller::wait(std::string why, std::chrono::milliseconds how_long) {
  const auto state = state_;
  if (!state->interrupted && how_long.count() > 0) {
    state->say_waiting(why, how_long);
    const auto until = state->clock.now() + how_long;
    co_await state->pause_until(until);
  }
  if (state->interrupted) {
    throw Interrupted();
  }
}

void Caller::interrupt() {
  state_->interrupted = true;
  state_->line.wake_all();
  for (auto* bell : state_->sleeping) {
    bell->cancel();
  }
}

}  // namespace client
