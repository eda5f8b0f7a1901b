#include "importer/batch_order.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <optional>

namespace asio = boost::asio;

namespace importer {

BatchOrder::BatchOrder(
    const asio::any_io_executor& executor, std::span<const RunBatch> batches, std::size_t tests
)
    : before_(batches.size()),
      ended_(batches.size()),
      changed_(executor, asio::steady_timer::time_point::max()) {
  // Absent where the earlier run went before all batches.
  std::vector<std::optional<std::size_t>> batch_of_last_run(tests);
  for (std::size_t batch = 0; batch < batches.size(); ++batch) {
    for (const auto& turn : batches[batch]) {
      if (const auto earlier = batch_of_last_run[turn.test]) {
        before_[batch].insert(*earlier);
      }
      batch_of_last_run[turn.test] = batch;
    }
  }
}

asio::awaitable<void> BatchOrder::wait_for_turn(std::size_t batch) {
  for (const auto earlier : before_[batch]) {
    while (!ended_[earlier]) {
      boost::system::error_code woken;
      co_await changed_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    }
  }
}

void BatchOrder::end(std::size_t batch) {
  ended_[batch] = true;
  changed_.cancel();
}

}  // namespace importer
