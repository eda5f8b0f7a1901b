#pragma once

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <thread>
#include <utility>

namespace importer::history {

/// Threads for work on all cores.
inline std::size_t number_of_cores() {
  return std::max<std::size_t>(std::thread::hardware_concurrency(), 1);
}

/// Has the threads of a pool do work, and takes what comes of it in the order in which the work was
/// given, in the thread that gives it. What is under way is bounded: giving waits for the first to
/// be done while there is too much of it. What the work throws is thrown where it is taken.
template <class Result>
class InOrder {
public:
  using Work = std::function<Result()>;
  using Take = std::function<void(Result)>;

  /// `pool` must outlive this. `most`: bytes that all work under way may hold; a single piece may
  /// hold more.
  InOrder(boost::asio::thread_pool& pool, Take take, std::uint64_t most = std::uint64_t{32} << 20U)
      : pool_(pool), take_(std::move(take)), most_(most) {}
  /// Waits for what is under way, and takes it no more.
  ~InOrder() {
    for (auto& one : under_way_) {
      one.result.wait();
    }
  }
  InOrder(const InOrder&) = delete;
  InOrder& operator=(const InOrder&) = delete;

  void give(std::uint64_t bytes, Work work) {
    while (!under_way_.empty() && (bytes_ + bytes > most_ || under_way_.size() >= most_pieces_)) {
      take_first();
    }
    auto task = std::make_shared<std::packaged_task<Result()>>(std::move(work));
    under_way_.push_back({task->get_future(), bytes});
    bytes_ += bytes;
    boost::asio::post(pool_, [task] { (*task)(); });
  }

  void take_all() {
    while (!under_way_.empty()) {
      take_first();
    }
  }

private:
  struct UnderWay {
    std::future<Result> result;
    std::uint64_t bytes = 0;
  };

  void take_first() {
    auto first = std::move(under_way_.front());
    under_way_.pop_front();
    bytes_ -= first.bytes;
    take_(first.result.get());
  }

  boost::asio::thread_pool& pool_;
  Take take_;
  std::uint64_t most_;
  std::size_t most_pieces_ = 8 * number_of_cores();
  std::deque<UnderWay> under_way_;
  std::uint64_t bytes_ = 0;
};

}  // namespace importer::history
