#include "tests/fuzz/model_check.hpp"

#include "parsers/error.hpp"
#include "parsers/read_report.hpp"
#include "parsers/report_ctrf.hpp"
#include "parsers/report_json.hpp"
#include "parsers/report_junit.hpp"
#include "parsers/text.hpp"
#include "tests/fuzz/require.hpp"

#include <algorithm>
#include <span>

namespace fuzz {

namespace {

using parsers::Duration;
using parsers::StartTime;

void check(std::string_view text) { require(parsers::is_clean(text), "a text is not clean"); }

void check(const std::optional<Duration>& duration) {
  require(!duration || *duration >= Duration::zero(), "a duration is negative");
}

void check(const std::optional<StartTime>& start) {
  if (start) {
    check(parsers::iso_8601(*start));
    require(
        !start->utc_offset || std::chrono::abs(*start->utc_offset) < std::chrono::hours(24),
        "a zone is a day or more away"
    );
  }
}

void check(parsers::Status status) {
  require(!parsers::name_of(status).empty(), "a status has no name");
}

void check(const std::vector<parsers::Property>& properties) {
  for (const auto& property : properties) {
    check(property.name);
    check(property.value);
  }
}

void check(const parsers::Step& step) {
  check(step.status);
  check(step.duration);
  for (const auto text : {step.name, step.message, step.details}) {
    check(text);
  }
}

void check(const parsers::Attempt& attempt) {
  check(attempt.status);
  check(attempt.duration);
  check(attempt.start);
  for (const auto text :
       {attempt.type, attempt.message, attempt.details, attempt.out, attempt.err}) {
    check(text);
  }
}

void check(const parsers::Evidence& evidence) {
  for (const auto text :
       {evidence.type, evidence.message, evidence.details, evidence.out, evidence.err}) {
    check(text);
  }
  check(evidence.properties);
  for (const auto tag : evidence.tags) {
    check(tag);
  }
  for (const auto& attachment : evidence.attachments) {
    check(attachment.path);
    check(attachment.media_type);
    check(attachment.name);
    if (attachment.packing != parsers::Packing::unpacked) {
      check(attachment.content);
    }
  }
  for (const auto& step : evidence.steps) {
    check(step);
  }
  for (const auto& attempt : evidence.earlier_attempts) {
    check(attempt);
  }
}

void check(const parsers::Result& result) {
  check(result.status);
  check(result.duration);
  check(result.start);
  for (const auto text : {result.class_name, result.name, result.parameters, result.file}) {
    check(text);
  }
  check(result.evidence());
}

void check(const parsers::Suite& suite) {
  for (const auto text : {suite.name, suite.host, suite.file, suite.out, suite.err}) {
    check(text);
  }
  check(suite.duration);
  check(suite.start);
  check(suite.properties);
}

void check_indexes(const parsers::Report& report) {
  for (parsers::SuiteIndex i = 0; i < report.suites.size(); ++i) {
    const auto& parent = report.suites[i].parent;
    require(!parent || *parent < i, "a suite stands before its parent");
  }
  for (const auto& result : report.results) {
    require(result.suite < report.suites.size(), "a result's suite is missing");
    require(result.report_line > 0, "a result has no line");
    suite_path(report, result.suite);
  }
  for (const auto& error : report.run_errors) {
    require(!error.suite || *error.suite < report.suites.size(), "an error's suite is missing");
  }
}

void check_junit(const parsers::Report& report) {
  try {
    const auto again = parsers::read_report("again.xml", parsers::to_junit(std::span(&report, 1)));
    require(again.format == "junit", "the JUnit export is taken for another format");
    require(again.results.size() == report.results.size(), "the JUnit export has other results");
  } catch (const parsers::ParseError& error) {
    require(false, error.what());
  }
}

}  // namespace

void check(const parsers::Report& report) {
  check_indexes(report);
  std::ranges::for_each(report.suites, [](const auto& suite) { check(suite); });
  std::ranges::for_each(report.results, [](const auto& result) { check(result); });
  for (const auto& error : report.run_errors) {
    check(error.message);
    check(error.details);
  }
  for (const auto& oddity : report.oddities) {
    require(!oddity.what.empty(), "an oddity has no words");
    check(oddity.what);
  }
  check(report.producer);
  check(parsers::pretty(parsers::to_json(report)));
  check(parsers::pretty(parsers::to_ctrf(std::span(&report, 1))));
  check_junit(report);
}

}  // namespace fuzz
