#include "parsers/ranorex_run.hpp"

#include "parsers/ranorex_values.hpp"
#include "parsers/text.hpp"
#include "parsers/times.hpp"

#include <algorithm>
#include <array>

namespace parsers::ranorex {

namespace {

using namespace std::string_view_literals;
using pugi::xml_node;

/// `timestampiso` is UTC, though nothing says so; `timestamp` is local, in the machine's format.
std::optional<StartTime> start_of(xml::Tree& tree, xml_node root) {
  if (const auto iso = trimmed(tree.value(root, "timestampiso")); !iso.empty()) {
    if (auto start = parse_timestamp(iso)) {
      start->utc_offset = start->utc_offset.value_or(std::chrono::minutes(0));
      return start;
    }
  }
  const auto local = trimmed(tree.value(root, "timestamp"));
  const auto start = parse_local_date(local);
  if (!start && !local.empty()) {
    tree.oddities().add(
        "timestamps that cannot be read, or whose day and month cannot be told apart, left out: {}",
        tree.spot_of(root)
    );
  }
  return start;
}

}  // namespace

void describe_run(xml::Tree& tree, xml_node root, Suite& suite) {
  suite.host = trimmed(tree.value(root, "host"));
  suite.start = start_of(tree, root);
  static constexpr std::array attributes = {
      "user",
      "osversion",
      "runtimeversion",
      "procarch",
      "language",
      "oslanguage",
      "screenresolution",
      "runid",
      "sutversion"};
  for (const auto* attribute : attributes) {
    if (const auto value = trimmed(tree.value(root, attribute)); !value.empty()) {
      suite.properties.push_back({attribute, value});
    }
  }
}

void RunEnd::conclude(
    xml_node root, SuiteIndex suite, std::size_t first_result, std::size_t first_error
) {
  if (tree_.is_open(root)) {
    return;
  }
  suite_ = suite;
  const auto outcome = ranorex::status_of(trimmed(tree_.value(root, "result")));
  const auto results = std::span<const Result>(report_.results).subspan(first_result);
  const auto errors = report_.run_errors.size() - first_error;
  const bool all_well = std::ranges::all_of(results, [](const Result& result) {
    return result.status == Status::passed || result.status == Status::blocked;
  });
  if (outcome == Status::aborted) {
    add_error(root, "the run had not ended when this report was written");
  } else if (results.empty() && errors == 0 && !root.child("activity")) {
    add_error(root, "the run ended before its first test");
  } else if (outcome == Status::failed && all_well && errors == 0) {
    add_failure(root);
  }
  check_totals(root, results, report_.run_errors.size() - first_error);
}

void RunEnd::add_error(xml_node root, std::string_view message, std::string_view details) {
  report_.run_errors.push_back({suite_, message, details, tree_.line_of(root)});
}

void RunEnd::add_failure(xml_node root) {
  for (const auto& item : root.children("item")) {
    const auto level = xml::raw(item, "level");
    if (level == "Failure"sv || level == "Error"sv) {
      const auto text = secrets_.masked(modules_.text_of(item.child("message")));
      const auto said = first_line(text);
      add_error(root, said, said == text ? std::string_view{} : text);
      return;
    }
  }
  add_error(root, "the run failed, but none of its tests did");
}

std::optional<std::uint64_t> RunEnd::total(xml_node root, const char* recent, const char* old) {
  const bool is_recent = root.attribute("totalsuccesstestcasecount");
  return whole_number(tree_.value(root, is_recent ? recent : old));
}

void RunEnd::check_totals(xml_node root, std::span<const Result> results, std::uint64_t errors) {
  constexpr const char* maintenance = "totalmaintenancemodecount";
  if (const auto passed_over = total(root, maintenance, maintenance).value_or(0); passed_over > 0) {
    tree_.oddities().add(
        "failures that Ranorex let pass in maintenance mode, statuses left as they are: {}",
        tree_.spot_of(root),
        passed_over
    );
  }
  const auto count = [&](Status status) {
    return static_cast<std::uint64_t>(std::ranges::count(results, status, &Result::status));
  };
  const auto passed = total(root, "totalsuccesstestcasecount", "totalsuccesscount");
  const auto failed = total(root, "totalfailedtestcasecount", "totalfailedcount");
  const auto blocked = total(root, "totalblockedtestcasecount", "totalblockedcount");
  // A module that was run by itself is no test case for Ranorex.
  if (!passed || !failed || !blocked || root.attribute("module")) {
    return;
  }
  // A set-up outside all test cases counts as failed too.
  const auto broken = count(Status::failed) + count(Status::aborted);
  if (*passed != count(Status::passed) || *blocked != count(Status::blocked) || *failed < broken ||
      *failed > broken + errors) {
    tree_.oddities().add(
        "totals that disagree with the test cases in the report, which were counted: {}",
        tree_.spot_of(root)
    );
  }
}

}  // namespace parsers::ranorex
