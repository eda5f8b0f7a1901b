#include "importer/history/outcomes.hpp"

namespace importer::history {

Outcomes& Outcomes::operator+=(const Outcomes& more) {
  passed += more.passed;
  failed += more.failed;
  blocked += more.blocked;
  others += more.others;
  return *this;
}

Outcomes outcomes_of(const parsers::Report& report, const StatusTable& statuses) {
  Outcomes outcomes;
  for (const auto& result : report.results) {
    const auto status = statuses.of(result);
    auto& number = status == RunStatus::passed    ? outcomes.passed
                   : status == RunStatus::failed  ? outcomes.failed
                   : status == RunStatus::blocked ? outcomes.blocked
                                                  : outcomes.others;
    ++number;
  }
  return outcomes;
}

Outcomes outcomes_of(const Reports& reports, const StatusTable& statuses) {
  Outcomes outcomes;
  for (const auto& report : reports.read) {
    outcomes += outcomes_of(report, statuses);
  }
  return outcomes;
}

}  // namespace importer::history
