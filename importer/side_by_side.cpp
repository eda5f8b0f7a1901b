#include "importer/side_by_side.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <exception>
#include <vector>

namespace asio = boost::asio;

namespace importer {

namespace {

struct Shared {
  std::size_t next = 0;
  std::size_t count = 0;
  std::exception_ptr failure;
};

asio::awaitable<void> worker(
    Shared& shared, const std::function<asio::awaitable<void>(std::size_t)>& work
) {
  while (shared.next < shared.count && !shared.failure) {
    const auto index = shared.next++;
    try {
      co_await work(index);
    } catch (...) {
      if (!shared.failure) {
        shared.failure = std::current_exception();
      }
    }
  }
}

}  // namespace

asio::awaitable<void> side_by_side(
    std::size_t count, std::size_t width, std::function<asio::awaitable<void>(std::size_t)> work
) {
  if (count == 0) {
    co_return;
  }
  Shared shared;
  shared.count = count;
  const auto executor = co_await asio::this_coro::executor;
  using Spawned = decltype(asio::co_spawn(executor, worker(shared, work), asio::deferred));
  std::vector<Spawned> workers;
  for (std::size_t i = 0; i < std::min(count, width); ++i) {
    workers.push_back(asio::co_spawn(executor, worker(shared, work), asio::deferred));
  }
  auto group = asio::experimental::make_parallel_group(std::move(workers));
  co_await group.async_wait(asio::experimental::wait_for_all(), asio::use_awaitable);
  if (shared.failure) {
    std::rethrow_exception(shared.failure);
  }
}

}  // namespace importer
