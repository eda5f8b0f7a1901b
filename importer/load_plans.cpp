#include "importer/load_plans.hpp"

#include "importer/error.hpp"
#include "importer/inputs.hpp"
#include "importer/read_plan.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <istream>
#include <iterator>
#include <map>
#include <set>
#include <system_error>
#include <tuple>
#include <utility>

namespace importer {

namespace {

SavedPlan load(const Input& input, const Streams& streams) {
  if (input.path.empty()) {
    return read_plan(streams.in, input.shown);
  }
  errno = 0;
  std::ifstream file(input.path, std::ios::binary);
  if (!file) {
    const auto reason = std::generic_category().message(errno);
    throw UsageError(fmt::format("{}: the saved plan cannot be read: {}", input.shown, reason));
  }
  return read_plan(file, input.shown);
}

template <class T>
void move_all(std::vector<T>& from, std::vector<T>& to) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

/// A file as it was at one moment: parts that name it both have read the same.
using Version = std::tuple<std::string, std::string, std::int64_t>;

Version version(const SeenReport& seen) { return {seen.path, seen.digest, seen.modified}; }

/// Takes out of `part` what is in an earlier one.
void leave_out_known(
    Reports& part, const std::map<Version, std::string>& known, const std::string& file
) {
  std::map<std::string, std::string> elsewhere;  // By the report's path.
  for (const auto& seen : part.seen) {
    const auto found = known.find(version(seen));
    // Standard input has neither path nor time: equal ones may be of two shards.
    if (found != known.end() && found->second != file && seen.modified != 0) {
      elsewhere.emplace(seen.path, found->second);
    }
  }
  if (elsewhere.empty()) {
    return;
  }
  Reports kept;
  for (std::size_t i = 0; i < part.read.size(); ++i) {
    const auto found = elsewhere.find(part.read[i].source);
    if (found == elsewhere.end()) {
      kept.read.push_back(std::move(part.read[i]));
      kept.named.push_back(part.named[i]);
    } else {
      part.passed_over.push_back(
          {found->first, 0, 0, fmt::format("{} holds it too, read once", found->second)}
      );
    }
  }
  std::erase_if(part.seen, [&](const SeenReport& seen) { return elsewhere.contains(seen.path); });
  part.read = std::move(kept.read);
  part.named = std::move(kept.named);
}

}  // namespace

std::vector<SavedPlan> load_plans(const std::vector<std::string>& files, const Streams& streams) {
  const auto inputs = find_inputs(files);
  if (!inputs.missing.empty()) {
    throw UsageError(fmt::format(
        "{}: no such file: `ptimport plan --out FILE` saves a plan", inputs.missing.front()
    ));
  }
  if (!inputs.unmatched.empty()) {
    throw UsageError(fmt::format(
        "{}: no saved plan there: name the files that `ptimport plan --out FILE` wrote",
        inputs.unmatched.front()
    ));
  }
  std::vector<SavedPlan> plans;
  for (const auto& input : inputs.files) {
    plans.push_back(load(input, streams));
    if (plans.size() > 1 && (plans.front().decided || plans.back().decided)) {
      throw UsageError(fmt::format(
          "{} holds a plan that is decided already, and goes alone: give each such plan an import "
          "of its own; only parts, saved with --offline, become one import",
          plans.front().decided ? plans.front().file : plans.back().file
      ));
    }
  }
  if (plans.empty()) {
    throw UsageError("--plan names no file: name those that `ptimport plan --out FILE` wrote");
  }
  return plans;
}

Reports merge(std::vector<SavedPlan>& parts) {
  Reports all;
  std::map<Version, std::string> known;
  for (auto& part : parts) {
    for (const auto& seen : part.reports.seen) {
      known.emplace(version(seen), part.file);
    }
    leave_out_known(part.reports, known, part.file);
    move_all(part.reports.seen, all.seen);
    move_all(part.reports.read, all.read);
    all.named.insert(all.named.end(), part.reports.named.begin(), part.reports.named.end());
    move_all(part.reports.unreadable, all.unreadable);
    move_all(part.reports.missing, all.missing);
    move_all(part.reports.passed_over, all.passed_over);
    move_all(part.reports.unmatched, all.unmatched);
  }
  pass_over_twins(all);
  return all;
}

}  // namespace importer
