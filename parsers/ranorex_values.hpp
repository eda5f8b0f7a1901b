#pragma once

#include "parsers/report.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace parsers::ranorex {

/// What an activity is; the names changed in version 7.
enum class Kind : std::uint8_t {
  root,
  suite,
  folder,      ///< Of test cases or modules, also one iteration of it.
  iterations,  ///< Holds the iterations of a test case or a folder (7 and newer).
  test_case,
  case_iteration,  ///< One of the data rows of the test case that it stands in (6 and older).
  setup,
  teardown,
  group,  ///< Of modules.
  module,
  unknown,
};
Kind kind_of(std::string_view type);

/// Success, Failed, Ignored (which Ranorex itself shows as blocked), Active (not finished); nothing
/// for another word.
std::optional<Status> status_of(std::string_view result);

/// `954ms`, `5.86s`, `19.8m`, `1.1h`, `1.5d`, `00:01:04.195`, `1.00:00:04.195`.
std::optional<Duration> parse_duration(std::string_view text);

/// A date in the machine's own format, `5/24/2020 1:24:06 PM` or `26.04.2013 10:47:15`; nothing
/// when day and month cannot be told apart.
std::optional<StartTime> parse_local_date(std::string_view text);

}  // namespace parsers::ranorex
