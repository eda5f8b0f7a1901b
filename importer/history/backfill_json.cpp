#include "importer/calls_json.hpp"
#include "importer/history/dates.hpp"
#include "importer/history/tell_backfill.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <ostream>
#include <utility>

namespace json = boost::json;

namespace importer::history {

namespace {

json::object build_object(const Build& build) {
  json::object object;
  object["path"] = build.shown;
  object["job"] = build.job;
  object["number"] = build.number;
  if (!build.branch.empty()) {
    object["branch"] = build.branch;
  }
  object["time"] = fmt::format("{}T{}Z", day_of(build.time), minute_of(build.time).substr(11));
  object["time_from"] = name_of(build.time_from);
  object["digest"] = build.digest;
  object["reports"] = build.reports.size();
  return object;
}

json::array unreadable_files(const History& history) {
  json::array files;
  const auto add = [&files](const Unreadable& file) {
    json::object object{{"file", file.file}, {"why", file.why}};
    if (file.line != 0) {
      object["line"] = file.line;
    }
    files.push_back(std::move(object));
  };
  for (const auto& file : history.obstacles.unreadable) {
    add(file);
  }
  for (const auto& build : history.broken) {
    for (const auto& file : build.unreadable) {
      add(file);
    }
  }
  return files;
}

}  // namespace

void write_backfill_json(const BackfillSummary& summary, std::ostream& out) {
  const auto& history = summary.history;
  // One at a time: all of them together would be more than the backfill itself needs.
  out << "{\"builds\":[";
  const char* separator = "";
  for (const auto& told : summary.builds) {
    auto object = build_object(*told.build);
    object["set"] = told.sets.name;
    object["state"] = name_of(told.state);
    object["results"] = told.results;
    if (told.taken_out != 0) {
      object["left_out"] = told.taken_out;
    }
    object["runs"] = told.runs;
    object["calls"] = total(told.calls);
    if (told.files + told.files_not_sent != 0) {
      object["files"] = {{"sent", told.files}, {"not_sent", told.files_not_sent}};
    }
    if (!told.why.empty()) {
      object["why"] = told.why;
    }
    out << std::exchange(separator, ",") << json::serialize(object);
  }
  out << "],";
  json::array duplicates;
  for (const auto& twin : history.duplicates) {
    duplicates.push_back({{"path", twin.build.shown}, {"of", twin.of}});
  }
  json::array running;
  for (const auto& build : history.running) {
    running.push_back(build_object(build));
  }
  json::object all;
  all["duplicates"] = std::move(duplicates);
  all["running"] = std::move(running);
  all["unreadable"] = unreadable_files(history);
  all["missing"] = json::array(history.obstacles.missing.begin(), history.obstacles.missing.end());
  all["without_reports"] = history.without_reports;
  all["without_results"] = history.without_results;
  all["passed_over"] = history.passed_over;
  all["outside"] = history.outside;
  all["older_than_recorded"] = summary.older;
  all["rate"] = summary.rate;
  all[summary.is_plan ? "planned_calls" : "calls"] = to_json(summary.calls);
  if (summary.is_plan) {
    all["planned_calls_of_all"] = to_json(summary.calls_of_all);
    all["minutes"] = summary.time.count();
  }
  if (!summary.error.empty()) {
    all["error"] = summary.error;
  }
  all["exit_code"] = static_cast<int>(summary.exit_code);
  out << json::serialize(all).substr(1) << '\n';
}

}  // namespace importer::history
