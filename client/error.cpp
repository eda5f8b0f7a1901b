#include "client/error.hpp"

#include <fmt/format.h>

#include <utility>

namespace client {

namespace {

std::string sentence(const std::string& call, int status, const std::string& words) {
  if (status == 0) {
    return fmt::format("{}: {}", call, words.empty() ? "no answer" : words);
  }
  return words.empty() ? fmt::format("{}: {}", call, status)
                       : fmt::format("{}: {}: {}", call, status, words);
}

}  // namespace

ApiError::ApiError(std::string call, int status, std::string words)
    : std::runtime_error(sentence(call, status, words)),
      call_(std::move(call)),
      status_(status),
      words_(std::move(words)) {}

}  // namespace client
