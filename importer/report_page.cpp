#include "importer/report_page.hpp"

#include "importer/choose_files.hpp"
#include "importer/report_chart.hpp"
#include "importer/report_parts.hpp"
#include "importer/report_rows.hpp"
#include "importer/text.hpp"
#include "importer/told_files.hpp"
#include "importer/told_results.hpp"
#include "importer/told_sets.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <algorithm>
#include <map>
#include <span>

namespace json = boost::json;

namespace importer {

namespace {

constexpr std::size_t most_files = 500;

/// Of the one that there is, or how many there are.
std::string sets_name(const Summary& summary) {
  if (!summary.plan) {
    return {};
  }
  const auto sets = told_sets(summary);
  return sets.size() == 1 ? text::cut(sets.front().shown_name(), 200)
                          : text::counted(sets.size(), "test set");
}

void add_heading(const Summary& summary, json::object& page) {
  const auto set = sets_name(summary);
  page["title"] = set.empty()       ? std::string(summary.dry_run ? "Plan of an import" : "Import")
                  : summary.dry_run ? "Plan for " + set
                                    : "Import into " + set;
  page["subtitle"] = summary.project == 0 ? std::string("PractiTest")
                                          : fmt::format("PractiTest, project {}", summary.project);
  const bool well =
      summary.exit_code == ExitCode::ok || summary.exit_code == ExitCode::tests_failed;
  page["banner_kind"] = !well ? "bad" : summary.dry_run ? "note" : "";
  if (!summary.error.empty()) {
    page["banner"] = text::cut(summary.error, 2'000);
  } else if (summary.recorded_before) {
    page["banner"] = "Recorded by an earlier start: nothing was left to do.";
  } else if (summary.dry_run) {
    page["banner"] = "A plan: nothing was changed in PractiTest.";
  } else {
    page["banner"] = well ? "All results are recorded."
                          : "Not all is recorded, or a report could not be read whole.";
  }
}

void add_totals(
    const std::vector<ToldResult>& results, const Gathered& gathered, json::object& page
) {
  std::map<RunStatus, std::size_t> numbers;
  std::size_t left_out = 0;
  for (const auto& told : results) {
    told.execution->status ? ++numbers[*told.execution->status] : ++left_out;
  }
  Ring ring(results.size());
  for (const auto& [status, number] : numbers) {
    ring.add(importer::kind_of(status), name_of(status), number);
  }
  ring.add(importer::kind_of(std::nullopt), "LEFT OUT", left_out);
  ring.put_into(page);
  page["totals_title"] = "Results of the tests";
  page["total_noun"] = fmt::format("{}{}", unit_of(gathered), results.size() == 1 ? "" : "s");
}

void add_plan(const Summary& summary, Facts& facts) {
  const auto& plan = *summary.plan;
  const auto sets = told_sets(summary);
  for (const auto& set : std::span(sets).first(std::min(sets.size(), most_told_sets))) {
    facts.add(
        "Test set",
        fmt::format(
            "{} ({}){}",
            text::cut(set.shown_name(), 200),
            set.state(),
            sets.size() == 1 ? "" : fmt::format(", {}", text::counted(set.runs, "run"))
        )
    );
  }
  if (sets.size() > most_told_sets) {
    facts.add("Test set", fmt::format("and {} more", text::grouped(sets.size() - most_told_sets)));
  }
  if (!plan.updates.empty()) {
    facts.count(
        summary.done ? "Updated" : "To update",
        summary.done ? summary.done->tests_updated : plan.updates.size(),
        "test"
    );
  }
  facts.add(
      "Matched",
      fmt::format(
          "{} in {}, {} in the project",
          text::counted(importer::count(plan, Action::record), "test"),
          set_of_tests(plan),
          text::grouped(importer::count(plan, Action::make_instance))
      )
  );
  if (!summary.done) {
    const auto tests = tests_to_make(plan) + importer::count(plan, Action::find_or_make);
    facts.count("To make", tests, "test");
    facts.count("To be refused", importer::count(plan, Action::refuse), "test");
    return;
  }
  const auto& done = *summary.done;
  facts.add(
      "Made",
      fmt::format(
          "{}, {}",
          text::counted(done.tests_made, "test"),
          text::counted(done.instances_made, "instance")
      )
  );
  facts.add("Recorded", text::counted(importer::count(done, Outcome::recorded), "run"));
  const std::pair<Outcome, const char*> others[] = {
      {Outcome::already, "Recorded before"},
      {Outcome::omitted, "Left out"},
      {Outcome::refused, "Refused"},
      {Outcome::unknown, "Fate unknown"},
      {Outcome::not_sent, "Not sent"}};
  for (const auto& [outcome, name] : others) {
    facts.count(name, importer::count(done, outcome), unit_of(summary.gathered));
  }
}

void add_facts(const Summary& summary, json::object& page) {
  Facts facts;
  if (const auto& gathered = summary.gathered; records_together(gathered)) {
    facts.add(
        "Recorded together",
        fmt::format(
            "{} in {}",
            text::counted(gathered.results, "result"),
            text::counted(executions_of_results(gathered), "run")
        )
    );
  }
  facts.count(
      summary.gathered.sets.size() == 1 ? "Tests of the set in no report"
                                        : "Tests of the sets in no report",
      summary.gathered.unmentioned,
      "test"
  );
  if (summary.plan) {
    add_plan(summary, facts);
    facts.add("Calls planned", text::grouped(total(forecast(summary))));
  }
  facts.add("Calls made", text::grouped(total(summary.calls)));
  facts.add("Time", fmt::format("{:.1f} s", std::chrono::duration<double>(summary.took).count()));
  if (auto files = files_text(summary); !files.empty()) {
    facts.add("Files", std::move(files));
  }
  facts.count("Attachments that cannot be used", summary.attachments.lost.size(), "file");
  if (!summary.ledger_trouble.empty()) {
    facts.add("Without the ledger", text::cut(summary.ledger_trouble, 500));
  }
  page["facts_title"] = summary.dry_run ? "What it would do" : "What was done";
  page["facts"] = facts.take();
}

std::string remark_on(const parsers::Report& report) {
  std::string remark = report.cut_off ? text::cut(cut_off_text(report), 400) : std::string();
  for (const auto& error : report.run_errors) {
    remark += fmt::format(
        "{}the run itself failed: {}", remark.empty() ? "" : "; ", text::cut(error.message, 300)
    );
    if (remark.size() > 2'000) {
      return remark + "; …";
    }
  }
  if (!report.oddities.empty()) {
    remark += fmt::format(
        "{}{} repaired or guessed (ptimport inspect --check)",
        remark.empty() ? "" : "; ",
        text::counted(report.oddities.size(), "thing")
    );
  }
  return remark;
}

void add_files(const Reports& reports, json::object& page) {
  json::array files;
  std::size_t more = 0;
  const auto add =
      [&](const std::string& file, std::string format, std::size_t results, std::string remark) {
        if (files.size() == most_files) {
          ++more;
          return;
        }
        files.push_back(
            {{"file", text::cut(file, 400)},
             {"format", std::move(format)},
             {"results", text::grouped(results)},
             {"remark", std::move(remark)}}
        );
      };
  for (const auto& missing : reports.missing) {
    add(missing, "-", 0, "no such file: did the test run write it?");
  }
  for (const auto& file : reports.unreadable) {
    add(file.file, "-", 0, text::cut(to_text(file), 600));
  }
  for (const auto& report : reports.read) {
    add(report.source, std::string(report.format), report.results.size(), remark_on(report));
  }
  page["has_files"] = !files.empty();
  page["files"] = std::move(files);
  page["more_files"] =
      more == 0 ? std::string() : fmt::format("and {}", text::counted(more, "more report"));
}

void add_files_left_out(const Summary& summary, json::object& page) {
  const auto all = files_left_out(summary);
  json::array files;
  for (const auto& file : all) {
    if (files.size() < most_files) {
      files.push_back(json::object{{"file", text::cut(to_text(file), 600)}});
    }
  }
  page["has_left_out_files"] = !files.empty();
  if (all.size() > files.size()) {
    page["more_left_out_files"] =
        fmt::format("and {}", text::counted(all.size() - files.size(), "more file"));
  }
  page["left_out_files"] = std::move(files);
}

}  // namespace

json::object report_page(const Summary& summary) {
  const auto results = told_results(summary);
  json::object page;
  add_heading(summary, page);
  add_totals(results, summary.gathered, page);
  add_facts(summary, page);
  if (auto chart = report_chart(summary.made, summary.rate); !chart.empty()) {
    page["chart"] = std::move(chart);
  }
  add_files(summary.reports, page);
  add_files_left_out(summary, page);
  add_rows(results, summary.plan ? &*summary.plan : nullptr, page);
  return page;
}

}  // namespace importer
