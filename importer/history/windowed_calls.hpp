#pragma once

#include "client/caller.hpp"
#include "importer/history/sending_hours.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <utility>

namespace importer::history {

/// Lets calls leave only in the hours of the day that are meant for it, and then as `within` does.
class WindowedCalls final : public client::SharedBudget {
public:
  using Now = std::function<SendingHours::Time()>;
  using Tell = std::function<void(const std::string& why)>;

  /// All must outlive this; `within` may be null. `tell` is called once when they are over.
  WindowedCalls(const SendingHours& hours, client::SharedBudget* within, Now now, Tell tell)
      : hours_(hours), within_(within), now_(std::move(now)), tell_(std::move(tell)) {}

  /// How long no call may leave; absent when one may now.
  std::optional<std::chrono::milliseconds> closed_for();

  std::optional<std::chrono::milliseconds> take(std::int64_t& place) override;
  void ended(std::int64_t place, bool counted) override;
  void refused(std::chrono::milliseconds how_long) override;
  /// Names the window while it is closed.
  std::string why_waiting() const override;

private:
  const SendingHours& hours_;
  client::SharedBudget* within_;
  Now now_;
  Tell tell_;
  std::optional<SendingHours::Time> told_;  ///< When it goes on.
};

}  // namespace importer::history
