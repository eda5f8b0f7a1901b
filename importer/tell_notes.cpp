#include "importer/tell.hpp"

#include "importer/choose_files.hpp"
#include "importer/sizes.hpp"
#include "importer/terminal.hpp"
#include "importer/text.hpp"
#include "importer/told_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <ostream>

namespace importer {

namespace {

void tell_unreadable(const Reports& reports, std::ostream& err) {
  for (const auto& missing : reports.missing) {
    err << fmt::format("ptimport: {}: no such file: did the test run write it?\n", shown(missing));
  }
  for (const auto& file : reports.unreadable) {
    err << fmt::format("ptimport: {}\n", shown(to_text(file), 600));
  }
}

void tell_cut_off(const Reports& reports, std::ostream& err) {
  for (const auto& report : reports.read) {
    if (report.cut_off) {
      err << fmt::format("ptimport: {}\n", shown(cut_off_text(report), 600));
    }
  }
}

void tell_passed_over(const Reports& reports, std::ostream& err, bool all) {
  tell_unmatched(reports, err);
  ToldList passed_over(err, all);
  for (auto file : reports.passed_over) {
    file.why.resize(std::min(file.why.find(';'), file.why.size()));  // Not the list of formats.
    passed_over.line(fmt::format("note: passed over {}", shown(to_text(file), 300)));
  }
  passed_over.end("files passed over");
}

void tell_run_errors(const Reports& reports, std::ostream& err) {
  for (const auto& report : reports.read) {
    for (const auto& error : report.run_errors) {
      err << fmt::format(
          "ptimport: {}:{}: the run itself failed: {}\n",
          shown(report.source),
          error.report_line,
          shown(error.message, 300)
      );
    }
  }
}

void tell_oddities(const Reports& reports, std::ostream& err, bool all) {
  ToldList oddities(err, all);
  for (const auto& report : reports.read) {
    for (const auto& oddity : report.oddities) {
      oddities.line(fmt::format("note: {}", shown(to_text(report, oddity), 600)));
    }
  }
  oddities.end("oddities of the reports");
}

void tell_without_scenario(const ScenariosFound& scenarios, std::ostream& err, bool all) {
  err << fmt::format(
      "ptimport: note: no scenario below {} was found for {} of {}; tests that are made for "
      "them are no BDD tests:\n",
      shown(scenarios.folder),
      text::grouped(scenarios.without.size()),
      text::counted(scenarios.results, "result")
  );
  ToldList without(err, all);
  for (const auto& each : scenarios.without) {
    without.line(
        fmt::format("note: {}: '{}': {}", shown(each.place), shown(each.name), shown(each.why, 300))
    );
  }
  without.end("results without a scenario");
}

void tell_scenarios(const ScenariosFound& scenarios, std::ostream& err, bool all) {
  ToldList unread(err, all);
  for (const auto& file : scenarios.unread) {
    unread.line(fmt::format("note: no scenario is taken from {}", shown(to_text(file), 600)));
  }
  unread.end("feature files that were not understood");
  for (const auto& place : scenarios.shortened) {
    err << fmt::format(
        "ptimport: note: {}: the scenario is longer than {}, of which the beginning is sent\n",
        shown(place),
        size_text(longest_scenario)
    );
  }
  if (scenarios.files == 0 && scenarios.unread.empty()) {
    err << fmt::format(
        "ptimport: note: no *.feature file is below {}: no test becomes a BDD test\n",
        shown(scenarios.folder)
    );
  } else if (!scenarios.without.empty()) {
    tell_without_scenario(scenarios, err, all);
  }
}

void tell_files_left_out(const std::vector<FileLeftOut>& files, std::ostream& err, bool all) {
  ToldList list(err, all);
  for (const auto& file : files) {
    list.line(fmt::format("note: not sent: {}", shown(to_text(file), 600)));
  }
  list.end("files not sent");
}

void tell_long_durations(const Gathered& gathered, std::ostream& err, bool all) {
  ToldList list(err, all);
  for (const auto& test : gathered.tests) {
    for (const auto& execution : test.executions) {
      if (execution.result->duration > longest_duration) {
        list.line(fmt::format(
            "note: {}: the duration of '{}' is left out: PractiTest takes less than 100 hours",
            shown(place(execution)),
            shown(test.name)
        ));
      }
    }
  }
  list.end("durations left out");
}

void tell_equal_names(const Gathered& gathered, std::ostream& err, bool all) {
  ToldList list(err, all);
  for (const auto& test : gathered.tests) {
    if (test.executions.size() > 1 && !has_several_names(test)) {
      list.line(fmt::format(
          "note: {} are named '{}' and become runs of one test, the worst one last ({} … "
          "{})",
          text::counted(
              test.executions.size(), records_together(gathered) ? "execution" : "result"
          ),
          shown(test.name),
          shown(place(test.executions.front())),
          shown(place(test.executions.back()))
      ));
    }
  }
  list.end("names that several results share");
}

void tell_cases(const Gathered& gathered, std::ostream& err) {
  if (gathered.grain == Grain::method && gathered.groups.empty()) {
    err << "ptimport: note: --parameters steps gathers nothing: no result has parameters that are "
           "told apart from its name; --split-parameters does that where they stand in the name\n";
  }
  std::size_t cases = 0;
  for (const auto& group : gathered.groups) {
    cases += group.left_out;
  }
  if (cases != 0) {
    err << fmt::format(
        "ptimport: note: of the results that are recorded together {} no step, as --skipped or "
        "--status says\n",
        cases == 1 ? "1 becomes" : fmt::format("{} become", text::grouped(cases))
    );
  }
}

void tell_empty_fields(const Gathered& gathered, std::ostream& err) {
  for (const auto& field : gathered.empty_fields) {
    err << fmt::format(
        "ptimport: note: {} is left out everywhere: {}\n",
        shown(field.option),
        field.asks_results ? "no result says what it asks for"
                           : "what it asks for has no value here; {env:NAME} needs the variable "
                             "NAME, and {ci.…} a CI system that tells it (docs/fields.md)"
    );
  }
}

void tell_ambiguous(const Plan& plan, std::ostream& err, bool all) {
  for (const auto& set : plan.sets) {
    if (!set.same_name.empty()) {
      err << fmt::format(
          "ptimport: note: test sets {} are all named '{}'; {}\n",
          fmt::join(set.same_name, ", "),
          shown(set.name),
          plan.sets.size() == 1 ? "--set-id chooses one" : "the first of them is taken"
      );
    }
  }
  ToldList list(err, all);
  for (const auto& test : plan.tests) {
    if (!test.same_name.empty()) {
      const auto taken = test.action == Action::refuse || !test.test_id
                             ? std::string("none is taken")
                             : fmt::format("{} is taken", *test.test_id);
      list.line(fmt::format(
          "note: tests {} are all named '{}': {}",
          fmt::join(test.same_name, ", "),
          shown(test.named->name),
          taken
      ));
    }
  }
  list.end("names that several tests have");
}

std::string_view verb(Outcome outcome) {
  return outcome == Outcome::refused   ? "refused"
         : outcome == Outcome::unknown ? "fate unknown"
                                       : "not sent";
}

/// What ended the import is told once, after all that it kept from being recorded.
std::string reason_beside(const std::string& why, const Summary& summary) {
  return why.empty() || why == summary.error ? std::string() : ": " + shown(why, 400);
}

/// By reason, so that one reason does not bury another.
void tell_updates_refused(const Summary& summary, std::ostream& err, bool all) {
  ToldList list(err, all);
  for (const auto& refused : summary.done->updates_refused) {
    list.line(fmt::format(
        "the fields of '{}' were not updated{}",
        shown(summary.plan->tests[refused.test].named->name),
        reason_beside(refused.why, summary)
    ));
  }
  list.end("tests whose fields were not updated");
}

void tell_lost(const Summary& summary, std::ostream& err, bool all) {
  std::map<std::pair<Outcome, std::string>, std::vector<std::string>> lost;
  const auto& tests = summary.plan->tests;
  for (std::size_t test = 0; test < tests.size(); ++test) {
    const auto& executions = tests[test].named->executions;
    for (std::size_t i = 0; i < executions.size(); ++i) {
      const auto& result = summary.done->results[test][i];
      if (result.outcome == Outcome::recorded || result.outcome == Outcome::already ||
          result.outcome == Outcome::omitted) {
        continue;
      }
      lost[{result.outcome, result.why}].push_back(fmt::format(
          "{}: '{}' {}",
          shown(place(executions[i])),
          shown(name_of(*tests[test].named, executions[i])),
          verb(result.outcome)
      ));
    }
  }
  for (const auto& [reason, lines] : lost) {
    ToldList list(err, all);
    for (const auto& line : lines) {
      list.line(line + reason_beside(reason.second, summary));
    }
    list.end(fmt::format("{}s {}", unit_of(summary.gathered), verb(reason.first)));
  }
}

}  // namespace

void tell_unmatched(const Reports& reports, std::ostream& err) {
  for (const auto& argument : reports.unmatched) {
    const bool is_folder = argument.find_first_of("*?[") == argument.npos;
    err << fmt::format(
        "ptimport: note: no report found for {}{}\n",
        shown(argument),
        is_folder ? ": in folders *.xml, *.trx, *.rxlog.data and *.rxzlog are looked for; others, "
                    "such as cucumber.json, have to be named"
                  : ""
    );
  }
}

void tell_notes(const Summary& summary, std::ostream& err, bool all) {
  tell_passed_over(summary.reports, err, all);
  tell_oddities(summary.reports, err, all);
  if (summary.scenarios) {
    tell_scenarios(*summary.scenarios, err, all);
  }
  tell_files_left_out(files_left_out(summary), err, all);
  tell_long_durations(summary.gathered, err, all);
  tell_equal_names(summary.gathered, err, all);
  tell_identities(summary.gathered, err, all);
  tell_cases(summary.gathered, err);
  tell_empty_fields(summary.gathered, err);
  if (!summary.fields_warning.empty()) {
    err << fmt::format("ptimport: warning: {}\n", shown(summary.fields_warning, 1'000));
  }
  if (!summary.planned_again.empty()) {
    err << fmt::format(
        "ptimport: note: PractiTest is looked at, and the saved plan made anew: {}\n",
        summary.planned_again
    );
  }
  if (!summary.ledger_trouble.empty()) {
    err << fmt::format(
        "ptimport: note: going on without the ledger: {}\nptimport: note: if this import has to be "
        "started again, do it as `ptimport resume` with the same options and reports: it asks "
        "PractiTest what is recorded, and needs no ledger\n",
        shown(summary.ledger_trouble, 500)
    );
  }
  if (summary.plan) {
    tell_ambiguous(*summary.plan, err, all);
  }
}

void tell_problems(const Summary& summary, std::ostream& err, bool all) {
  tell_unreadable(summary.reports, err);
  tell_cut_off(summary.reports, err);
  tell_run_errors(summary.reports, err);
  if (summary.plan && summary.done) {
    tell_updates_refused(summary, err, all);
    tell_lost(summary, err, all);
  }
}

}  // namespace importer
