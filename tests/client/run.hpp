#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <optional>
#include <stdexcept>
#include <utility>

namespace support {

/// Runs a coroutine to its end on `context` and gives what it returns or throws.
template <class T>
T run(boost::asio::io_context& context, boost::asio::awaitable<T> work) {
  std::optional<T> result;
  std::exception_ptr failure;
  boost::asio::co_spawn(context, std::move(work), [&](std::exception_ptr error, T value) {
    failure = error;
    result = std::move(value);
  });
  context.restart();
  context.run();
  if (failure) {
    std::rethrow_exception(failure);
  }
  if (!result) {
    throw std::logic_error("the coroutine never ended");
  }
  return std::move(*result);
}

}  // namespace support
