#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace client {

namespace detail {

template <class T>
struct Gathering {
  Gathering(const boost::asio::any_io_executor& executor, std::size_t count)
      : results(count), done(executor, boost::asio::steady_timer::time_point::max()) {}

  std::vector<T> results;
  std::function<boost::asio::awaitable<T>(std::size_t)> make;
  std::size_t next = 0;
  std::size_t working = 0;
  std::exception_ptr error;
  boost::asio::steady_timer done;
};

template <class T>
boost::asio::awaitable<void> work_on(std::shared_ptr<Gathering<T>> shared) {
  while (shared->next < shared->results.size() && !shared->error) {
    const auto index = shared->next++;
    try {
      auto piece = shared->make(index);
      auto result = co_await std::move(piece);
      shared->results[index] = std::move(result);
    } catch (...) {
      shared->error = shared->error ? shared->error : std::current_exception();
    }
  }
  if (--shared->working == 0) {
    shared->done.cancel();
  }
}

}  // namespace detail

/// Does `count` pieces of work, up to `at_once` side by side, on the current coroutine's thread;
/// gives their results in order. After the first failure no further piece is begun, and once
/// those under way have ended the failure is thrown.
template <class T>
boost::asio::awaitable<std::vector<T>> gather(
    std::size_t count,
    std::size_t at_once,
    std::function<boost::asio::awaitable<T>(std::size_t)> make
) {
  namespace asio = boost::asio;
  const auto executor = co_await asio::this_coro::executor;
  auto shared = std::make_shared<detail::Gathering<T>>(executor, count);
  shared->make = std::move(make);
  shared->working = std::min(count, at_once);
  for (std::size_t i = 0; i < std::min(count, at_once); ++i) {
    auto worker = detail::work_on(shared);
    asio::co_spawn(executor, std::move(worker), asio::detached);
  }
  while (shared->working > 0) {
    co_await shared->done.async_wait(asio::as_tuple(asio::use_awaitable));
  }
  if (shared->error) {
    std::rethrow_exception(shared->error);
  }
  co_return std::move(shared->results);
}

}  // namespace client
