#include "importer/plan_report.hpp"

#include "importer/plan_report_values.hpp"
#include "importer/report_place.hpp"

#include <utility>

namespace json = boost::json;

namespace importer {

namespace {

using client::Node;
using namespace plan_values;

json::object suite_object(const parsers::Suite& suite) {
  json::object object;
  put(object, "name", suite.name);
  if (suite.parent) {
    object["parent"] = *suite.parent;
  }
  put(object, "host", suite.host);
  put(object, "file", suite.file);
  put(object, suite.duration);
  put(object, suite.start);
  put(object, "properties", properties_array(suite.properties));
  put(object, "out", suite.out);
  put(object, "err", suite.err);
  return object;
}

parsers::Suite suite_from(const Node& node, std::size_t index, const Texts& texts) {
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

json::object run_error_object(const parsers::RunError& error) {
  json::object object;
  if (error.suite) {
    object["suite"] = *error.suite;
  }
  put(object, "line", error.report_line);
  put(object, "message", error.message);
  put(object, "details", error.details);
  return object;
}

parsers::RunError run_error_from(const Node& node, std::size_t suites, const Texts& texts) {
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

json::object oddity_object(const parsers::Oddity& oddity) {
  json::object object{{"what", oddity.what}};
  put(object, "line", oddity.report_line);
  put(object, "column", oddity.report_column);
  return object;
}

parsers::Oddity oddity_from(const Node& node) {
  return {
      optional_number<std::uint32_t>(node, "line"),
      optional_number<std::uint32_t>(node, "column"),
      clean(node.at("what"))};
}

json::object cut_off_object(const parsers::CutOff& cut) {
  return {
      {"line", cut.line},
      {"column", cut.column},
      {"element", cut.element},
      {"left_out", cut.left_out}};
}

parsers::CutOff cut_off_from(const Node& node) {
  parsers::CutOff cut_off;
  cut_off.line = optional_number<std::uint32_t>(node, "line");
  cut_off.column = optional_number<std::uint32_t>(node, "column");
  cut_off.element = optional_text(node, "element");
  cut_off.left_out = optional_number<std::uint64_t>(node, "left_out");
  return cut_off;
}

}  // namespace

json::object report_object(const Reports& reports, std::size_t index, bool of_part) {
  const auto& report = reports.read[index];
  // As every machine names it, so that a part gives the same keys wherever it is imported.
  json::object object{{"file", report_place(report.source)}, {"format", report.format}};
  put(object, "producer", report.producer);
  if (report.document && report.document->is_masked()) {
    object["masked"] = true;
  }
  put(object, "errors", array_of(report.run_errors, run_error_object));
  put(object, "oddities", array_of(report.oddities, oddity_object));
  if (report.cut_off) {
    object["cut_off"] = cut_off_object(*report.cut_off);
  }
  if (of_part) {
    object["named"] = reports.named[index];
    object["suites"] = array_of(report.suites, suite_object);
  }
  return object;
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
      report.suites.push_back(suite_from(each, report.suites.size(), texts));
    }
  }
  for (const auto& each : elements_of(node, "errors")) {
    report.run_errors.push_back(run_error_from(each, report.suites.size(), texts));
  }
  for (const auto& each : elements_of(node, "oddities")) {
    report.oddities.push_back(oddity_from(each));
  }
  if (const auto cut = node.find("cut_off")) {
    report.cut_off = cut_off_from(*cut);
  }
  report.document = document;
  reports.read.push_back(std::move(report));
  reports.named.push_back(flag(node, "named"));
  return document;
}

}  // namespace importer
