#include "importer/read_part.hpp"

#include "importer/plan_words.hpp"

#include <utility>

namespace importer {

namespace {

using client::Node;
using namespace plan_values;

/// Longer than thirty thousand years is no duration, and no time (parsers/times.hpp).
constexpr std::int64_t longest = 1'000'000'000'000'000;

/// Keeps texts where the report's views may point.
class Texts {
public:
  explicit Texts(parsers::Document& document) : document_(document) {}

  std::string_view operator()(const Node& node) const { return document_.keep(clean(node)); }
  std::string_view operator()(const Node& node, std::string_view name) const {
    return document_.keep(optional_text(node, name));
  }

private:
  parsers::Document& document_;
};

std::optional<parsers::Duration> duration(const Node& node) {
  const auto found = node.find("milliseconds");
  return found ? std::optional(parsers::Duration(number_within(*found, 0, longest))) : std::nullopt;
}

std::optional<parsers::StartTime> start(const Node& node) {
  const auto found = node.find("start");
  if (!found) {
    return std::nullopt;
  }
  parsers::StartTime start;
  start.local =
      decltype(start.local)(std::chrono::milliseconds(number_within(*found, -longest, longest)));
  if (const auto offset = node.find("utc_offset")) {
    start.utc_offset = std::chrono::minutes(number_within(*offset, -24 * 60, 24 * 60));
  }
  return start;
}

std::vector<parsers::Property> properties(const Node& node, const Texts& texts) {
  std::vector<parsers::Property> properties;
  for (const auto& each : elements_of(node, "properties")) {
    const auto pair = each.elements();
    require(pair.size() == 2, "a property is no pair of name and value");
    properties.push_back({texts(pair[0]), texts(pair[1])});
  }
  return properties;
}

parsers::Status status(const Node& node) {
  return known(status_from(node.at("status").text()), "status");
}

Unreadable unreadable(const Node& node) {
  return {
      clean(node.at("file")),
      optional_number<std::uint32_t>(node, "line"),
      optional_number<std::uint32_t>(node, "column"),
      clean(node.at("why"))};
}

parsers::Suite suite(const Node& node, std::size_t index, const Texts& texts) {
  parsers::Suite suite;
  suite.name = texts(node, "name");
  if (const auto parent = node.find("parent")) {
    suite.parent = number<parsers::SuiteIndex>(*parent);
    require(*suite.parent < index, "a suite's parent stands behind it");
  }
  suite.host = texts(node, "host");
  suite.file = texts(node, "file");
  suite.duration = duration(node);
  suite.start = start(node);
  suite.properties = properties(node, texts);
  suite.out = texts(node, "out");
  suite.err = texts(node, "err");
  return suite;
}

parsers::RunError run_error(const Node& node, std::size_t suites, const Texts& texts) {
  parsers::RunError error;
  if (const auto suite = node.find("suite")) {
    const auto index = number<parsers::SuiteIndex>(*suite);
    // The suites of a decided plan are not in it: nothing asks for them any more.
    if (suites != 0) {
      require(index < suites, "an error's suite is none of the report's");
      error.suite = index;
    }
  }
  error.report_line = optional_number<std::uint32_t>(node, "line");
  error.message = texts(node, "message");
  error.details = texts(node, "details");
  return error;
}

parsers::CutOff cut_off(const Node& node) {
  parsers::CutOff cut_off;
  cut_off.line = optional_number<std::uint32_t>(node, "line");
  cut_off.column = optional_number<std::uint32_t>(node, "column");
  cut_off.element = optional_text(node, "element");
  cut_off.left_out = optional_number<std::uint64_t>(node, "left_out");
  return cut_off;
}

parsers::Step read_step(const Node& node, const Texts& texts) {
  parsers::Step step;
  step.name = texts(node, "name");
  step.description = texts(node, "description");
  step.status = status(node);
  step.duration = duration(node);
  step.message = texts(node, "message");
  step.details = texts(node, "details");
  return step;
}

parsers::Attempt attempt(const Node& node, const Texts& texts) {
  parsers::Attempt attempt;
  attempt.status = status(node);
  attempt.duration = duration(node);
  attempt.start = start(node);
  attempt.type = texts(node, "type");
  attempt.message = texts(node, "message");
  attempt.details = texts(node, "details");
  attempt.out = texts(node, "out");
  attempt.err = texts(node, "err");
  return attempt;
}

parsers::Attachment attachment(const Node& node, const Texts& texts) {
  parsers::Attachment attachment;
  attachment.path = texts(node, "path");
  attachment.media_type = texts(node, "media_type");
  attachment.name = texts(node, "name");
  attachment.content = texts(node, "content");
  attachment.packing = known(packing_from(optional_text(node, "packing")), "packing");
  return attachment;
}

void evidence(const Node& node, const Texts& texts, parsers::Result& result) {
  parsers::Evidence more;
  more.type = texts(node, "type");
  more.message = texts(node, "message");
  more.details = texts(node, "details");
  more.out = texts(node, "out");
  more.err = texts(node, "err");
  more.properties = properties(node, texts);
  for (const auto& tag : elements_of(node, "tags")) {
    more.tags.push_back(texts(tag));
  }
  for (const auto& each : elements_of(node, "attachments")) {
    more.attachments.push_back(attachment(each, texts));
  }
  for (const auto& each : elements_of(node, "steps")) {
    more.steps.push_back(read_step(each, texts));
  }
  for (const auto& each : elements_of(node, "earlier_attempts")) {
    more.earlier_attempts.push_back(attempt(each, texts));
  }
  const bool none = more.type.empty() && more.message.empty() && more.details.empty() &&
                    more.out.empty() && more.err.empty() && more.properties.empty() &&
                    more.tags.empty() && more.attachments.empty() && more.steps.empty() &&
                    more.earlier_attempts.empty();
  if (!none) {
    result.make_evidence() = std::move(more);
  }
}

}  // namespace

void read_files(const Node& node, Reports& reports) {
  for (const auto& each : elements_of(node, "seen")) {
    reports.seen.push_back(
        {clean(each.at("file")),
         clean(each.at("digest")),
         number<std::int64_t>(each.at("modified"))}
    );
  }
  for (const auto& each : elements_of(node, "unreadable")) {
    reports.unreadable.push_back(unreadable(each));
  }
  for (const auto& each : elements_of(node, "passed_over")) {
    reports.passed_over.push_back(unreadable(each));
  }
  for (const auto& each : elements_of(node, "missing")) {
    reports.missing.push_back(clean(each));
  }
  for (const auto& each : elements_of(node, "unmatched")) {
    reports.unmatched.push_back(clean(each));
  }
}

std::shared_ptr<parsers::Document> read_report(const Node& node, Reports& reports, bool of_part) {
  auto document = std::make_shared<parsers::Document>(std::string());
  const Texts texts(*document);
  parsers::Report report;
  report.source = clean(node.at("file"));
  report.format = texts(node.at("format"));
  report.producer = texts(node, "producer");
  if (flag(node, "masked")) {
    document->note_masked();
  }
  if (of_part) {
    for (const auto& each : elements_of(node, "suites")) {
      report.suites.push_back(suite(each, report.suites.size(), texts));
    }
  }
  for (const auto& each : elements_of(node, "errors")) {
    report.run_errors.push_back(run_error(each, report.suites.size(), texts));
  }
  for (const auto& each : elements_of(node, "oddities")) {
    report.oddities.push_back(
        {optional_number<std::uint32_t>(each, "line"),
         optional_number<std::uint32_t>(each, "column"),
         clean(each.at("what"))}
    );
  }
  if (const auto cut = node.find("cut_off")) {
    report.cut_off = cut_off(*cut);
  }
  report.document = document;
  reports.read.push_back(std::move(report));
  reports.named.push_back(flag(node, "named"));
  return document;
}

void read_result(const Node& node, parsers::Report& report, parsers::Document& document) {
  const Texts texts(document);
  parsers::Result result;
  result.suite = optional_number<parsers::SuiteIndex>(node, "suite");
  require(result.suite < report.suites.size(), "a result's suite is none of the report's");
  result.status = status(node);
  result.retried = flag(node, "retried");
  result.report_line = optional_number<std::uint32_t>(node, "line");
  result.source_line = optional_number<std::uint32_t>(node, "source_line");
  result.class_name = texts(node, "class");
  result.name = texts(node, "name");
  result.parameters = texts(node, "parameters");
  result.file = texts(node, "file");
  result.duration = duration(node);
  result.start = start(node);
  evidence(node, texts, result);
  report.results.push_back(std::move(result));
}

}  // namespace importer
