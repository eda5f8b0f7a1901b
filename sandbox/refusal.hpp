#pragma once

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace sandbox {

/// A call that is not carried out; becomes the error answer.
class Refusal : public std::runtime_error {
public:
  Refusal(
      int status,
      const std::string& detail,
      std::string pointer = {},
      std::optional<std::size_t> element = {}
  )
      : std::runtime_error(detail),
        status_(status),
        pointer_(std::move(pointer)),
        element_(element) {}

  int status() const { return status_; }
  /// What is wrong, below the element: "attributes/instance-id"; empty for none.
  const std::string& pointer() const { return pointer_; }
  std::optional<std::size_t> element() const { return element_; }  ///< Of a batch, from 0.

private:
  int status_;
  std::string pointer_;
  std::optional<std::size_t> element_;
};

}  // namespace sandbox
