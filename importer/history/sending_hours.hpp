#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace importer::history {

/// The hours of the day in which calls may leave, by the local time of this machine. Time is a
/// parameter.
class SendingHours {
public:
  using Time = std::chrono::system_clock::time_point;

  /// "20:00-06:00", several with commas between; empty for always. Throws UsageError.
  explicit SendingHours(const std::string& text);

  bool always() const { return spans_.empty(); }
  /// `now` when calls may leave, else when they may again.
  Time next(Time now) const;
  /// When `sending` of these hours will have passed, from `now` on.
  Time after(std::chrono::minutes sending, Time now) const;
  /// "outside of --window 20:00-06:00; goes on at 2024-01-17 20:00", when it is so.
  std::string why_not(Time now) const;

private:
  struct Span {
    std::chrono::minutes from;  ///< Since midnight.
    std::chrono::minutes to;    ///< Of the next day when it is not after `from`.
  };

  bool is_open(Time now) const;
  /// When the span ends that `now` is in.
  Time end(Time now) const;

  std::string text_;
  std::vector<Span> spans_;
};

}  // namespace importer::history
