#include "tests/importer/by_hand.hpp"

#include <ostream>
#include <utility>

namespace by_hand {

parsers::Report report(std::string source) {
  parsers::Report made;
  made.source = std::move(source);
  made.format = "junit";
  made.suites.emplace_back();
  return made;
}

parsers::SuiteIndex add_suite(
    parsers::Report& report, std::string_view name, std::optional<parsers::SuiteIndex> parent
) {
  parsers::Suite suite;
  suite.name = name;
  suite.parent = parent;
  report.suites.push_back(std::move(suite));
  return static_cast<parsers::SuiteIndex>(report.suites.size() - 1);
}

parsers::Result result(std::string_view class_name, std::string_view name, parsers::Status status) {
  parsers::Result made;
  made.class_name = class_name;
  made.name = name;
  made.status = status;
  return made;
}

parsers::Result& add(
    parsers::Report& report,
    std::string_view class_name,
    std::string_view name,
    parsers::Status status
) {
  report.results.push_back(result(class_name, name, status));
  return report.results.back();
}

importer::Reports passed(const std::vector<std::string_view>& names) {
  importer::Reports reports;
  reports.read.push_back(report());
  for (const auto name : names) {
    add(reports.read.front(), "", name);
  }
  return reports;
}

importer::ImportOptions options() {
  importer::ImportOptions made;
  made.set_name = "Nightly";
  made.name_template = importer::default_name_template;
  return made;
}

importer::StatusTable skipped_as(std::optional<importer::RunStatus> status) {
  importer::StatusTable statuses;
  statuses.set(parsers::Status::skipped, status);
  return statuses;
}

importer::Gathered gathered(
    const importer::Reports& reports, const importer::ImportOptions& options
) {
  const importer::NameTemplate names(options.name_template, options.grain);
  return importer::gather(reports, names, options);
}

}  // namespace by_hand

namespace importer {

std::ostream& boost_test_print_type(std::ostream& out, RunStatus status) {
  return out << name_of(status);
}

std::ostream& boost_test_print_type(std::ostream& out, ExitCode code) {
  return out << "exit code " << static_cast<int>(code);
}

std::ostream& boost_test_print_type(std::ostream& out, Action action) {
  switch (action) {
  case Action::record:
    return out << "record";
  case Action::make_instance:
    return out << "make_instance";
  case Action::make_test:
    return out << "make_test";
  case Action::find_or_make:
    return out << "find_or_make";
  case Action::omit:
    return out << "omit";
  case Action::nothing:
    return out << "nothing";
  case Action::refuse:
    return out << "refuse";
  }
  return out << "?";
}

}  // namespace importer

namespace client {

std::ostream& boost_test_print_type(std::ostream& out, StepStatus status) {
  switch (status) {
  case StepStatus::passed:
    return out << "PASSED";
  case StepStatus::failed:
    return out << "FAILED";
  case StepStatus::blocked:
    return out << "BLOCKED";
  case StepStatus::no_run:
    return out << "NO RUN";
  case StepStatus::not_applicable:
    return out << "N/A";
  }
  return out << "?";
}

}  // namespace client
