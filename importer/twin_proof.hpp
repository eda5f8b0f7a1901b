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

/// What speaks for two sides being of one run, counted in decimal digits that another run of the
/// same tests would hardly repeat:
/// - of each different duration that both have its second and third digit (the first is that of
///   every run, and zeros at the end are rounding);
/// - four for suites that both list twenty properties or more, as what runs on Java does: they name
///   the machine, the folder, the command, and files of that one run;
/// - two for a start in the same second, five for the same millisecond;
/// - between formats, which write different moments, three for a start within the run, two where
///   only one of them tells its zone;
/// - one for reports of different formats of which one lies in or below the other's folder, two
///   for the names that TestNG and Ant themselves give what they write twice.
class TwinProof {
public:
  void duration(
      const std::optional<parsers::Duration>& one, const std::optional<parsers::Duration>& other
  );
  /// Of suites of one format, where the same property has the same value (same_result.hpp).
  void properties(const parsers::Suite& one, const parsers::Suite& other);
  void same_start(const parsers::StartTime& start);
  void start_within(const parsers::StartTime& start, bool of_one_zone);
  void places(const parsers::Report& twin, const parsers::Report& richer);

  void add(const TwinProof& other);

  /// Five digits.
  bool is_enough() const;

private:
  std::set<std::int64_t> durations_;
  int properties_ = 0;
  int start_ = 0;
  int place_ = 0;
};

/// Whether something in the report itself can prove more than its place does.
bool can_prove(const parsers::Report& report);

}  // namespace importer
