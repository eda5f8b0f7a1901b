#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <deque>

namespace client {

/// Coroutines of one thread in a line. It does not decide who may go on: whoever waits is woken
/// and looks for itself.
class Line {
public:
  /// A coroutine's place in the line, from construction to destruction. Leaving wakes the next
  /// one. The Line must outlive it.
  class Place {
  public:
    Place(Line& line, const boost::asio::any_io_executor& executor, bool in_front);
    ~Place();
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    bool first() const { return line_.places_.front() == this; }
    /// Until woken, by the one before leaving or by wake_first() or wake_all().
    boost::asio::awaitable<void> woken();

  private:
    friend class Line;
    Line& line_;
    boost::asio::steady_timer bell_;
  };

  void wake_first();
  void wake_all();

private:
  std::deque<Place*> places_;
};

}  // namespace client
