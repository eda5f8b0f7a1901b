#include "parsers/report_ctrf.hpp"

#include "parsers/report_json.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <algorithm>
#include <chrono>
#include <string>

namespace parsers {

namespace {

namespace json = boost::json;

std::string_view ctrf_status(Status status) {
  switch (status) {
  case Status::passed:
    return "passed";
  case Status::failed:
  case Status::errored:
    return "failed";
  case Status::skipped:
    return "skipped";
  case Status::not_run:
    return "pending";
  case Status::blocked:
  case Status::inconclusive:
  case Status::aborted:
    break;
  }
  return "other";
}

void put_text(json::object& object, std::string_view key, std::string_view text) {
  if (!text.empty()) {
    object[key] = text;
  }
}

/// Milliseconds since 1970; a time without a zone counts as UTC.
std::int64_t epoch(const StartTime& start) {
  return (start.local.time_since_epoch() - start.utc_offset.value_or(std::chrono::minutes(0)))
      .count();
}

void put_lines(json::object& object, std::string_view key, std::string_view text) {
  if (text.empty()) {
    return;
  }
  json::array lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  object[key] = std::move(lines);
}

json::array steps_of(const Evidence& evidence) {
  json::array steps;
  for (const auto& step : evidence.steps) {
    steps.push_back({{"name", step.name}, {"status", ctrf_status(step.status)}});
  }
  return steps;
}

json::array attachments_of(const Evidence& evidence) {
  json::array attachments;
  for (const auto& attachment : evidence.attachments) {
    if (attachment.packing != Packing::none) {
      continue;  // The form wants a path.
    }
    const auto slash = attachment.path.find_last_of("/\\");
    attachments.push_back(
        {{"name", attachment.path.substr(slash == std::string_view::npos ? 0 : slash + 1)},
         {"contentType",
          attachment.media_type.empty() ? "application/octet-stream" : attachment.media_type},
         {"path", attachment.path}}
    );
  }
  return attachments;
}

void put_evidence(json::object& test, const Result& result) {
  const auto& evidence = result.evidence();
  put_text(test, "message", evidence.message);
  put_text(test, "trace", evidence.details);
  put_lines(test, "stdout", evidence.out);
  put_lines(test, "stderr", evidence.err);
  if (!evidence.tags.empty()) {
    test["tags"] = json::array(evidence.tags.begin(), evidence.tags.end());
  }
  if (!evidence.steps.empty()) {
    test["steps"] = steps_of(evidence);
  }
  if (auto attachments = attachments_of(evidence); !attachments.empty()) {
    test["attachments"] = std::move(attachments);
  }
  if (!evidence.earlier_attempts.empty()) {
    test["retries"] = evidence.earlier_attempts.size();
    test["flaky"] = result.status == Status::passed;
  }
}

json::object test_of(const Report& report, const Result& result) {
  json::object test;
  test["name"] = result.class_name.empty() ? std::string(result.name)
                                           : fmt::format("{}.{}", result.class_name, result.name);
  test["status"] = ctrf_status(result.status);
  test["duration"] = result.duration.value_or(Duration(0)).count();
  test["rawStatus"] = name_of(result.status);
  if (result.start) {
    const auto start = epoch(*result.start);
    test["start"] = start;
    test["stop"] = start + result.duration.value_or(Duration(0)).count();
  }
  json::array suites;
  for (const auto name : suite_path(report, result.suite)) {
    suites.emplace_back(name);
  }
  if (!suites.empty()) {
    test["suite"] = std::move(suites);
  }
  put_text(test, "filePath", result.file);
  if (result.source_line != 0) {
    test["line"] = result.source_line;
  }
  put_evidence(test, result);
  return test;
}

/// From the first start to the last end that the reports tell; both 0 when they tell none.
struct Span {
  std::int64_t start = 0;
  std::int64_t stop = 0;

  void take(const std::optional<StartTime>& begin, const std::optional<Duration>& duration) {
    if (!begin) {
      return;
    }
    const auto from = epoch(*begin);
    const auto to = from + duration.value_or(Duration(0)).count();
    start = stop == 0 ? from : std::min(start, from);
    stop = std::max(stop, to);
  }
};

}  // namespace

json::object to_ctrf(std::span<const Report> reports) {
  json::array tests;
  json::object counts{
      {"tests", 0}, {"passed", 0}, {"failed", 0}, {"pending", 0}, {"skipped", 0}, {"other", 0}};
  json::array cut_off;
  Span span;
  std::string_view tool;
  for (const auto& report : reports) {
    tool = tool.empty() ? report.producer : tool;
    if (report.cut_off) {
      auto told = to_json(*report.cut_off);
      told["file"] = report.source;
      cut_off.push_back(std::move(told));
    }
    for (const auto& suite : report.suites) {
      span.take(suite.start, suite.duration);
    }
    for (const auto& result : report.results) {
      span.take(result.start, result.duration);
      auto& count = counts[ctrf_status(result.status)];
      count = count.as_int64() + 1;
      tests.push_back(test_of(report, result));
    }
  }
  counts["tests"] = tests.size();
  counts["start"] = span.start;
  counts["stop"] = span.stop;
  json::object results;
  results["tool"] = {{"name", tool.empty() ? "unknown" : tool}};
  results["summary"] = std::move(counts);
  results["tests"] = std::move(tests);
  if (!cut_off.empty()) {
    results["extra"] = {{"cutOff", std::move(cut_off)}};
  }
  return {
      {"reportFormat", "CTRF"},
      {"specVersion", "0.0.0"},
      {"generatedBy", "ptimport"},
      {"results", std::move(results)}};
}

}  // namespace parsers
