#include "importer/plan_files.hpp"

#include "importer/plan_values.hpp"
#include "importer/report_place.hpp"

namespace json = boost::json;

namespace importer {

namespace {

using client::Node;
using namespace plan_values;

json::object seen_object(const SeenReport& seen) {
  return {{"file", report_place(seen.path)}, {"digest", seen.digest}, {"modified", seen.modified}};
}

SeenReport seen_from(const Node& node) {
  return {
      clean(node.at("file")), clean(node.at("digest")), number<std::int64_t>(node.at("modified"))};
}

json::object unreadable_object(const Unreadable& file) {
  json::object object{{"file", file.file}, {"why", file.why}};
  put(object, "line", file.line);
  put(object, "column", file.column);
  return object;
}

Unreadable unreadable_from(const Node& node) {
  return {
      clean(node.at("file")),
      optional_number<std::uint32_t>(node, "line"),
      optional_number<std::uint32_t>(node, "column"),
      clean(node.at("why"))};
}

}  // namespace

json::object files_object(const Reports& reports) {
  json::object files;
  put(files, "seen", array_of(reports.seen, seen_object));
  put(files, "unreadable", array_of(reports.unreadable, unreadable_object));
  put(files, "passed_over", array_of(reports.passed_over, unreadable_object));
  put(files, "missing", json::array(reports.missing.begin(), reports.missing.end()));
  put(files, "unmatched", json::array(reports.unmatched.begin(), reports.unmatched.end()));
  return files;
}

void read_files(const Node& node, Reports& reports) {
  for (const auto& each : elements_of(node, "seen")) {
    reports.seen.push_back(seen_from(each));
  }
  for (const auto& each : elements_of(node, "unreadable")) {
    reports.unreadable.push_back(unreadable_from(each));
  }
  for (const auto& each : elements_of(node, "passed_over")) {
    reports.passed_over.push_back(unreadable_from(each));
  }
  for (const auto& each : elements_of(node, "missing")) {
    reports.missing.push_back(clean(each));
  }
  for (const auto& each : elements_of(node, "unmatched")) {
    reports.unmatched.push_back(clean(each));
  }
}

}  // namespace importer
