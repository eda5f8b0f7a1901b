#pragma once

#include "parsers/times.hpp"
#include "parsers/xml.hpp"

#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

namespace parsers {

/// Reads the durations and timestamps of one report, and tells its oddities what it could not
/// read or had to guess.
class ReportTimes {
public:
  /// `duration_attributes` are where the format has durations; the commas in all of them decide
  /// together how a doubtful one is read.
  ReportTimes(xml::Tree& tree, std::initializer_list<std::string_view> duration_attributes)
      : tree_(tree), duration_attributes_(duration_attributes) {}

  /// Nothing for an attribute that is absent, empty or unreadable.
  std::optional<Duration> seconds(pugi::xml_attribute attribute);
  std::optional<StartTime> timestamp(pugi::xml_attribute attribute);

  /// The same of an element that holds nothing else; a doubtful comma is a decimal one.
  std::optional<Duration> seconds_in(pugi::xml_node element);
  std::optional<StartTime> timestamp_in(pugi::xml_node element);

private:
  std::optional<StartTime> timestamp(std::string_view text, const char* place);
  Comma comma();

  xml::Tree& tree_;
  std::vector<std::string_view> duration_attributes_;
  std::optional<Comma> comma_;  ///< Found out when the first comma is seen.
};

}  // namespace parsers
