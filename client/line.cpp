#include "client/line.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace client {

namespace {

constexpr auto as_result = boost::asio::as_tuple(boost::asio::use_awaitable);

}  // namespace

Line::Place::Place(Line& line, const boost::asio::any_io_executor& executor, bool in_front)
    : line_(line), bell_(executor, boost::asio::steady_timer::time_point::max()) {
  if (in_front) {
    line_.places_.push_front(this);
  } else {
    line_.places_.push_back(this);
  }
}

Line::Place::~Place() {
  auto& places = line_.places_;
  places.erase(std::find(places.begin(), places.end(), this));
  line_.wake_first();
}

boost::asio::awaitable<void> Line::Place::woken() { co_await bell_.async_wait(as_result); }

void Line::wake_first() {
  if (!places_.empty()) {
    places_.front()->bell_.cancel();
  }
}

void Line::wake_all() {
  for (auto* place : places_) {
    place->bell_.cancel();
  }
}

}  // namespace client
