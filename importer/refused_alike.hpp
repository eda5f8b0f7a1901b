#pragma once

#include "client/error.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace importer {

/// Notices when everything of a kind is refused in the same words (a field that the project
/// requires, say), so that the rest need not be sent to be refused one by one.
class RefusedAlike {
public:
  /// `what` is the plural of what is sent: "runs".
  explicit RefusedAlike(std::string what) : what_(std::move(what)) {}

  /// One was taken: from now on refusals concern single items.
  void taken() { any_taken_ = true; }
  void refused(const client::ApiError& error);

  /// Why no further one is to be sent; absent while it is worth trying.
  const std::optional<std::string>& verdict() const { return verdict_; }

private:
  std::string what_;
  bool any_taken_ = false;
  bool alike_ = true;
  std::size_t refused_ = 0;
  std::optional<std::string> words_;
  std::optional<std::string> verdict_;
};

}  // namespace importer
