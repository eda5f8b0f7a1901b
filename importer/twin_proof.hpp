#pragma once

#include "parsers/report.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>

namespace importer {

/// The folder of the report's file.
std::filesystem::path folder_of(const parsers::Report& report);

/// What speaks for two sides being of one run, counted in decimal digits: those of each different
/// duration that both have, two for a start in the same second, five for the same millisecond, one
/// for a start within the run (formats write different moments), one for reports of different
/// formats of which one lies in or below the other's folder, two for the names that TestNG and Ant
/// themselves give what they write twice.
class TwinProof {
public:
  void duration(
      const std::optional<parsers::Duration>& one, const std::optional<parsers::Duration>& other
  );
  void same_start(const parsers::StartTime& start);
  void start_within();
  void places(const parsers::Report& twin, const parsers::Report& richer);

  void add(const TwinProof& other);

  /// Four digits where starts agree, five where none is known.
  bool is_enough() const;

private:
  std::set<std::int64_t> durations_;
  int start_ = 0;
  int place_ = 0;
};

}  // namespace importer
