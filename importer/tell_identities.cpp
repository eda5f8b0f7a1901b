#include "importer/summary.hpp"
#include "importer/tell.hpp"
#include "importer/terminal.hpp"
#include "importer/text.hpp"
#include "importer/told_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <unordered_map>
#include <vector>

namespace importer {

namespace {

constexpr std::size_t most_names_told = 3;

/// The names of what was executed, each once, in the order of the runs.
std::vector<std::string> names_in(const NamedTest& test) {
  std::vector<std::string> names;
  for (const auto& execution : test.executions) {
    const auto& name = name_of(test, execution);
    if (std::ranges::find(names, name) == names.end()) {
      names.push_back(name);
    }
  }
  return names;
}

void tell_names_of_one_test(const Gathered& gathered, std::ostream& err, bool all) {
  ToldList list(err, all);
  for (const auto& test : gathered.tests) {
    const auto names = has_several_names(test) ? names_in(test) : std::vector<std::string>();
    if (names.size() > 1) {
      std::string told;
      for (std::size_t i = 0; i < std::min(names.size(), most_names_told); ++i) {
        told += fmt::format("{}'{}'", i == 0 ? "" : ", ", shown(names[i]));
      }
      list.line(fmt::format(
          "note: results of {} names become runs of one test, each with its name, the worst one "
          "last: {}{} ({})",
          text::grouped(names.size()),
          told,
          names.size() > most_names_told ? ", …" : "",
          test.said ? shown(test.said->says) : "its id"
      ));
    }
  }
  list.end("tests with results of several names");
}

std::string place_of_id(const NamedTest& test) {
  const auto how =
      !test.said || test.said->says.empty() ? std::string("by its name") : shown(test.said->says);
  return fmt::format("{} ({})", how, shown(place(test.executions.front())));
}

void tell_tests_of_one_name(const Gathered& gathered, std::ostream& err, bool all) {
  if (std::ranges::none_of(gathered.tests, [](const NamedTest& test) {
        return test.said != nullptr;
      })) {
    return;
  }
  std::unordered_map<std::string_view, std::vector<const NamedTest*>> by_name;
  for (const auto& test : gathered.tests) {
    by_name[test.name].push_back(&test);
  }
  ToldList list(err, all);
  for (const auto& test : gathered.tests) {
    const auto& tests = by_name[test.name];
    if (tests.size() > 1 && tests.front() == &test) {
      std::string ways;
      for (std::size_t i = 0; i < std::min(tests.size(), most_names_told); ++i) {
        ways += fmt::format("{}{}", i == 0 ? "" : ", ", place_of_id(*tests[i]));
      }
      list.line(fmt::format(
          "note: results named '{}' go to {} tests: {}{}",
          shown(test.name),
          text::grouped(tests.size()),
          ways,
          tests.size() > most_names_told ? ", …" : ""
      ));
    }
  }
  list.end("names that go to several tests");
}

void tell_unused_rows(const UnusedIdentities& unused, std::ostream& err, bool all) {
  ToldList list(err, all);
  for (const auto& row : unused.rows) {
    list.line(fmt::format(
        "note: {}:{}: no result is named '{}', so the row is of no use: names have to be as "
        "`ptimport plan` shows them without --map",
        shown(unused.map),
        row.line,
        shown(row.from)
    ));
  }
  list.end("rows of --map without a result");
}

std::string first_place(const IdsPassedOver& passed) {
  return fmt::format("{}:{}", shown(passed.report->source), passed.first->report_line);
}

void tell_passed_over_ids(const UnusedIdentities& unused, std::ostream& err) {
  if (unused.of_others.results != 0) {
    err << fmt::format(
        "ptimport: note: of {} the property {} is no id of PractiTest, and says nothing (first: "
        "{}; --id-properties says which properties hold ids)\n",
        text::counted(unused.of_others.results, "result"),
        shared_property,
        first_place(unused.of_others)
    );
  }
  if (unused.of_cases.results != 0) {
    err << fmt::format(
        "ptimport: note: ids in properties of {} say nothing, as these are steps of larger tests "
        "(--granularity; first: {})\n",
        text::counted(unused.of_cases.results, "result"),
        first_place(unused.of_cases)
    );
  }
}

}  // namespace

void tell_identities(const Gathered& gathered, std::ostream& err, bool all) {
  tell_names_of_one_test(gathered, err, all);
  tell_tests_of_one_name(gathered, err, all);
  tell_unused_rows(gathered.unused, err, all);
  tell_passed_over_ids(gathered.unused, err);
}

}  // namespace importer
