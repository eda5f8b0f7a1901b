#include "importer/tell.hpp"

#include "importer/terminal.hpp"
#include "importer/text.hpp"
#include "importer/told_fields.hpp"
#include "importer/told_files.hpp"
#include "importer/told_sets.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <ostream>

namespace importer {

namespace {

void row(std::ostream& out, std::string_view title, const std::string& text) {
  out << fmt::format("  {:<11}{}\n", title, text);
}

std::string time_text(std::chrono::milliseconds took) {
  const auto seconds = std::chrono::duration<double>(took).count();
  return seconds < 60
             ? fmt::format("{:.1f} s", seconds)
             : fmt::format(
                   "{} min {} s", static_cast<int>(seconds) / 60, static_cast<int>(seconds) % 60
               );
}

std::string calls_text(const CallCounts& calls) {
  std::string list;
  for (const auto& [call, number] : calls) {
    list += fmt::format("{}{} {}", list.empty() ? "" : ", ", call, text::grouped(number));
  }
  return list;
}

/// "12 PASSED, 1 FAILED", the gravest last.
std::string by_status(const Summary& summary, bool only_recorded) {
  std::map<RunStatus, std::size_t> counts;
  const auto& tests = summary.plan->tests;
  for (std::size_t test = 0; test < tests.size(); ++test) {
    for (const auto run : tests[test].runs) {
      if (!only_recorded || summary.done->results[test][run].outcome == Outcome::recorded) {
        ++counts[*tests[test].named->executions[run].status];
      }
    }
  }
  std::string list;
  for (const auto status :
       {RunStatus::passed,
        RunStatus::failed,
        RunStatus::blocked,
        RunStatus::not_completed,
        RunStatus::no_run,
        RunStatus::not_applicable}) {
    if (counts.contains(status)) {
      list += fmt::format(
          "{}{} {}", list.empty() ? "" : ", ", text::grouped(counts[status]), name_of(status)
      );
    }
  }
  return list.empty() ? "none" : list;
}

void reports_row(const Reports& reports, const Gathered& gathered, std::ostream& out) {
  auto text = fmt::format(
      "{} with {}",
      text::counted(reports.read.size(), "report"),
      text::counted(gathered.results, "result")
  );
  if (records_together(gathered)) {
    text += fmt::format(" in {}", text::counted(executions_of_results(gathered), "run"));
  }
  if (!reports.passed_over.empty()) {
    text += fmt::format(", {} passed over", reports.passed_over.size());
  }
  const auto unreadable = reports.unreadable.size() + reports.missing.size();
  if (unreadable != 0) {
    text += fmt::format(", {} unreadable", unreadable);
  }
  row(out, "read", text);
}

std::string with_comma(const std::string& text) { return text.empty() ? text : ", " + text; }

/// One line a set, and no more than so many.
void set_rows(const Summary& summary, std::ostream& out) {
  const auto sets = told_sets(summary);
  for (std::size_t i = 0; i < std::min(sets.size(), most_told_sets); ++i) {
    const auto& set = sets[i];
    const auto name = set.planned->name.empty() ? std::string() : set.shown_name() + ' ';
    row(out,
        "test set",
        fmt::format(
            "{}({}){}",
            name,
            set.state(),
            sets.size() == 1 ? "" : fmt::format(", {}", text::counted(set.runs, "run"))
        ));
  }
  if (sets.size() > most_told_sets) {
    row(out,
        "test set",
        fmt::format(
            "and {} more; --format json tells all", text::grouped(sets.size() - most_told_sets)
        ));
  }
}

void other_rows(const Progressed& done, std::string_view unit, std::ostream& out) {
  const std::pair<Outcome, const char*> kinds[] = {
      {Outcome::already, "already"},
      {Outcome::omitted, "left out"},
      {Outcome::refused, "refused"},
      {Outcome::unknown, "unknown"},
      {Outcome::not_sent, "not sent"},
  };
  for (const auto& [outcome, title] : kinds) {
    if (const auto number = count(done, outcome); number != 0) {
      row(out, title, text::counted(number, unit));
    }
  }
}

/// Nothing where there is nothing to say.
void files_row(const Summary& summary, std::ostream& out) {
  if (const auto text = files_text(summary); !text.empty()) {
    row(out, "files", text);
  }
}

/// Nothing where none was asked for, or there is none.
void unmentioned_row(const Gathered& gathered, std::ostream& out) {
  if (gathered.unmentioned != 0) {
    const auto& last = gathered.tests.back().executions.front();
    row(out,
        "absent",
        fmt::format(
            "{} of the {} that no report mentions, as {}",
            text::counted(gathered.unmentioned, "test"),
            gathered.sets.size() == 1 ? "set" : "sets",
            name_of(*last.status)
        ));
  }
}

void matched_row(const Plan& plan, std::ostream& out) {
  row(out,
      "matched",
      fmt::format(
          "{} in {}, {} in the project",
          text::counted(count(plan, Action::record), "test"),
          set_of_tests(plan),
          text::grouped(count(plan, Action::make_instance))
      ));
}

std::string recorded_before_text(const Summary& summary) {
  return fmt::format(
      "recorded on {:%Y-%m-%d %H:%M} UTC, all of it: nothing to do; --again records it once more, "
      "and results of another build want a --build of their own",
      *summary.recorded_before
  );
}

void saved_row(const Summary& summary, std::ostream& out) {
  if (summary.saved_to.empty()) {
    return;
  }
  const auto file = shown(summary.saved_to);
  row(out,
      "saved",
      summary.plan
          ? fmt::format(
                "{}; `ptimport import --plan {}` carries it out in {}",
                file,
                file,
                text::counted(total(summary.plan->calls), "call")
            )
          : fmt::format("{}; `ptimport import --plan` with all parts records what they hold", file)
  );
}

}  // namespace

void tell_summary(const Summary& summary, std::ostream& out) {
  reports_row(summary.reports, summary.gathered, out);
  if (summary.recorded_before) {
    row(out, "already", recorded_before_text(summary));
  }
  saved_row(summary, out);
  if (!summary.plan || !summary.done) {
    return;
  }
  const auto& done = *summary.done;
  set_rows(summary, out);
  matched_row(*summary.plan, out);
  row(out,
      "made",
      fmt::format(
          "{}, {}{}",
          text::counted(done.tests_made, "test"),
          text::counted(done.instances_made, "instance"),
          with_comma(made_sets_text(summary))
      ));
  if (!summary.plan->updates.empty()) {
    row(out, "updated", text::counted(done.tests_updated, "test"));
  }
  row(out,
      "recorded",
      fmt::format(
          "{}: {}", text::counted(count(done, Outcome::recorded), "run"), by_status(summary, true)
      ));
  unmentioned_row(summary.gathered, out);
  files_row(summary, out);
  if (done.planned_anew != 0) {
    row(out,
        "moved on",
        fmt::format(
            "{} planned anew, as PractiTest has changed since it was last seen",
            text::counted(done.planned_anew, "test")
        ));
  }
  other_rows(done, unit_of(summary.gathered), out);
  row(out,
      "calls",
      fmt::format(
          "{} of {} planned: {}",
          text::grouped(total(summary.calls)),
          text::grouped(total(forecast(summary))),
          calls_text(summary.calls)
      ));
  row(out, "time", time_text(summary.took));
}

void tell_plan(const Summary& summary, std::ostream& out) {
  const auto& plan = *summary.plan;
  static const std::map<Action, std::string_view> verbs = {
      {Action::record, "record"},
      {Action::make_instance, "add to set"},
      {Action::make_test, "make test"},
      {Action::find_or_make, "find/make"},
      {Action::omit, "leave out"},
      {Action::nothing, "recorded"},
      {Action::refuse, "refuse"},
  };
  const auto sets = told_sets(summary);
  for (const auto& test : plan.tests) {
    for (const auto& execution : test.named->executions) {
      const auto status = execution.status ? name_of(*execution.status) : std::string_view("-");
      out << fmt::format(
          "{:<11}{:<14}{}  ({}{}{}{}; {}{})\n",
          verbs.at(test.action),
          status,
          shown(name_of(*test.named, execution)),
          shown(why_of(test)),
          plan.sets.size() == 1 ? "" : fmt::format("; set {}", sets[test.named->set].shown_name()),
          execution.by == MatchedBy::renamed ? "; renamed by --map" : "",
          makes_bdd_test(test) ? fmt::format("; BDD test of {}", shown(test.named->scenario->place))
                               : "",
          shown(place(execution)),
          execution.results == 1 ? ""
                                 : fmt::format("; {}", text::counted(execution.results, "case"))
      );
    }
  }
  for (const auto& update : plan.updates) {
    out << fmt::format(
        "{:<25}{}  ({})\n",
        "update test",
        shown(plan.tests[update.test].named->name),
        shown(update_text(update, summary.field_names), 1'000)
    );
  }
  out << '\n';
  reports_row(summary.reports, summary.gathered, out);
  set_rows(summary, out);
  matched_row(plan, out);
  const auto new_tests = tests_to_make(plan);
  const auto open_tests = count(plan, Action::find_or_make);
  const auto bdd_tests =
      static_cast<std::size_t>(std::ranges::count_if(plan.tests, makes_bdd_test));
  row(out,
      "to make",
      fmt::format(
          "{}{}{}, {}{}",
          text::counted(new_tests, "test"),
          open_tests == 0 ? ""
                          : fmt::format(" (and {} to find or make)", text::grouped(open_tests)),
          bdd_tests == 0 ? ""
                         : fmt::format(", {} of them with a scenario", text::grouped(bdd_tests)),
          text::counted(
              count(plan, Action::make_test) + count(plan, Action::make_instance), "instance"
          ),
          with_comma(made_sets_text(summary))
      ));
  if (!plan.updates.empty()) {
    row(out, "to update", text::counted(plan.updates.size(), "test"));
  }
  row(out, "to record", by_status(summary, false));
  unmentioned_row(summary.gathered, out);
  files_row(summary, out);
  if (const auto fields = fields_text(plan, summary.field_names); !fields.empty()) {
    row(out, "fields", shown(fields, 1'000));
  }
  if (const auto lists = lists_text(plan); !lists.empty()) {
    row(out, "lists", shown(lists, 1'000));
  }
  if (const auto refused = count(plan, Action::refuse); refused != 0) {
    row(out, "refused", text::counted(refused, "test"));
  }
  const auto calls = forecast(summary);
  row(out, "calls", fmt::format("{}: {}", text::grouped(total(calls)), calls_text(calls)));
  const auto minutes = time_for(total(calls), summary.rate).count();
  const auto pace = summary.rate == 0 ? std::string("without a limit")
                                      : fmt::format("at {} calls a minute", summary.rate);
  row(out,
      "time",
      minutes == 0
          ? fmt::format("seconds, {}", pace)
          : fmt::format("{} min, {}", text::grouped(static_cast<std::size_t>(minutes)), pace));
  saved_row(summary, out);
}

void tell_sandbox(
    const std::vector<sandbox::HeldInstance>& held, const std::string& data_file, std::ostream& out
) {
  std::int64_t set = 0;
  std::size_t sets = 0;
  for (const auto& instance : held) {
    if (instance.set_id != set) {
      set = instance.set_id;
      if (++sets <= most_told_sets) {
        out << fmt::format("\nThe sandbox holds in test set '{}':\n", shown(instance.set));
      }
    }
    if (sets <= most_told_sets) {
      out << fmt::format(
          "  {:<14}{}{}\n",
          instance.status,
          shown(instance.test),
          instance.runs > 1 ? fmt::format("  ({} runs)", instance.runs) : ""
      );
    }
  }
  if (sets > most_told_sets) {
    out << fmt::format(
        "\nThe sandbox holds {}.\n", text::counted(sets - most_told_sets, "more test set")
    );
  }
  if (!held.empty() && !data_file.empty()) {
    out << fmt::format(
        "\nTo look at it in a browser: ptimport sandbox --data {}\n", shown(data_file, 1'000)
    );
  }
}

}  // namespace importer
