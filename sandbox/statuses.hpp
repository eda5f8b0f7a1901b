#pragma once

#include <cstddef>
#include <string_view>

namespace sandbox {

/// Run statuses as PractiTest spells them.
namespace status {
constexpr std::string_view passed = "PASSED";
constexpr std::string_view failed = "FAILED";
constexpr std::string_view blocked = "BLOCKED";
constexpr std::string_view no_run = "NO RUN";
constexpr std::string_view not_applicable = "N/A";
constexpr std::string_view not_completed = "NOT COMPLETED";
}  // namespace status

/// May a step of a run have it? All but NOT COMPLETED, which is only ever computed.
bool is_step_status(std::string_view status);

/// Computes the status of a whole from its parts: of a run from its steps, of a set from its
/// instances.
class Tally {
public:
  void add(std::string_view status, std::size_t times = 1);
  /// Of nothing: NO RUN.
  std::string_view status() const;

private:
  std::size_t passed_ = 0;
  std::size_t failed_ = 0;
  std::size_t blocked_ = 0;
  std::size_t no_run_ = 0;
  std::size_t not_applicable_ = 0;
  std::size_t not_completed_ = 0;
};

}  // namespace sandbox
