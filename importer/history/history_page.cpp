#include "importer/history/history_page.hpp"

#include "importer/history/dates.hpp"
#include "importer/history/history_chart.hpp"
#include "importer/history/time_words.hpp"
#include "importer/report_chart.hpp"
#include "importer/report_parts.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <algorithm>
#include <set>

namespace json = boost::json;

namespace importer::history {

namespace {

constexpr std::size_t most_builds_shown = 20'000;
constexpr std::size_t most_left_out_shown = 500;

/// Something of it is not in PractiTest, and was to be.
bool is_lost(const BuildTold& told) {
  return told.state == BuildState::partly || told.state == BuildState::stopped ||
         told.state == BuildState::waiting ||
         (told.state == BuildState::planned && !told.why.empty());
}

bool is_recorded_now(const BuildTold& told) { return told.state == BuildState::recorded; }

/// As style.css colours it and the filters know it.
std::string_view kind_of(const Outcomes& outcomes) {
  return outcomes.failed != 0    ? "failed"
         : outcomes.blocked != 0 ? "blocked"
         : outcomes.passed != 0  ? "passed"
                                 : "other";
}

std::string_view tag_of(std::string_view kind) {
  return kind == "failed"    ? "FAILED"
         : kind == "blocked" ? "BLOCKED"
         : kind == "passed"  ? "PASSED"
                             : "OTHERS";
}

void add_heading(const BackfillSummary& summary, json::object& page) {
  page["title"] = summary.is_plan ? "Plan of a backfill" : "Backfill";
  page["subtitle"] =
      fmt::format("PractiTest, {}", text::counted(summary.history.builds.size(), "build"));
  const bool well = summary.exit_code == ExitCode::ok;
  const bool chose = count(summary, BuildState::left_out) != 0;
  page["banner_kind"] = !well ? "bad" : summary.is_plan ? "note" : "";
  page["banner"] = !summary.error.empty() ? text::cut(summary.error, 2'000)
                   : summary.is_plan ? std::string("A plan: nothing was changed in PractiTest.")
                   : well && chose   ? std::string("All builds that were asked for are recorded.")
                   : well            ? std::string("All builds are recorded.")
                                     : std::string(
                                "Not all is recorded, or something could "
                                           "not be read: the same command again tries "
                                           "what is missing."
                            );
}

void add_totals(const BackfillSummary& summary, json::object& page) {
  Outcomes all;
  for (const auto& told : summary.builds) {
    all += told.outcomes;
  }
  Ring ring(all.all());
  ring.add("passed", "PASSED", all.passed);
  ring.add("failed", "FAILED", all.failed);
  ring.add("blocked", "BLOCKED", all.blocked);
  ring.add("other", "OTHERS", all.others);
  page["totals_title"] = "Results of the builds";
  page["total_noun"] = all.all() == 1 ? "result" : "results";
  ring.put_into(page);
}

void add_facts(const BackfillSummary& summary, json::object& page) {
  Facts facts;
  const auto& builds = summary.builds;
  if (!builds.empty()) {
    facts.add("Oldest", minute_of(builds.front().build->time) + " UTC");
    facts.add("Newest", minute_of(builds.back().build->time) + " UTC");
  }
  std::size_t runs = 0;
  std::size_t files = 0;
  std::size_t files_not_sent = 0;
  for (const auto& told : builds) {
    runs += told.runs;
    files += told.files;
    files_not_sent += told.files_not_sent;
  }
  const auto verb = summary.is_plan ? "To record" : "Recorded";
  facts.count(
      summary.is_plan ? "Builds to record" : "Builds recorded",
      count(summary, summary.is_plan ? BuildState::planned : BuildState::recorded),
      "build"
  );
  facts.add(verb, text::counted(runs, "run"));
  facts.count("In", summary.sets.size(), "test set");
  facts.count("With them", files, "file");
  facts.count(summary.is_plan ? "That cannot be sent" : "Not sent", files_not_sent, "file");
  const std::pair<BuildState, const char*> others[] = {
      {BuildState::by_other, "By another worker"},
      {BuildState::before, "Recorded before"},
      {BuildState::left_out, "Left out, as asked"},
      {BuildState::partly, "Partly recorded"},
      {BuildState::stopped, "Stopped half way"},
      {BuildState::waiting, "Not begun"}};
  for (const auto& [state, name] : others) {
    facts.count(name, count(summary, state), "build");
  }
  const auto calls = total(summary.calls);
  facts.add(summary.is_plan ? "Calls planned" : "Calls made", text::grouped(calls));
  if (summary.is_plan) {
    facts.add("Time", time_words(calls, summary.rate));
  }
  page["facts_title"] = summary.is_plan ? "What it would do" : "What was done";
  page["facts"] = facts.take();
}

std::string how_of(const BuildTold& told, bool is_plan) {
  auto how = fmt::format("{} · {}", name_of(told.state), words_of(told.outcomes));
  if (told.runs != 0) {
    how += fmt::format(
        " · {}{} in '{}' by {}",
        is_plan ? "to be " : "",
        text::counted(told.runs, "run"),
        text::cut(told.sets.name, 100),
        text::counted(total(told.calls), "call")
    );
  }
  return how;
}

json::object row_of(const BuildTold& told, bool is_plan) {
  const auto& build = *told.build;
  const auto kind = kind_of(told.outcomes);
  json::object row;
  row["name"] = fmt::format("{}, {}", text::cut(title_of(build), 200), minute_of(build.time));
  row["tag"] = tag_of(kind);
  row["kinds"] = fmt::format(
      "{}{}{}", kind, is_lost(told) ? " lost" : "", is_recorded_now(told) ? " made" : ""
  );
  row["how"] = how_of(told, is_plan);
  if (is_lost(told)) {
    row["details"] = {{"place", text::cut(build.shown, 400)}, {"why", text::cut(told.why, 1'000)}};
  }
  return row;
}

void add_builds(const BackfillSummary& summary, json::object& page) {
  Choices choices;
  choices.all = summary.builds.size();
  json::array rows;
  const auto add = [&](bool lost) {
    for (const auto& told : summary.builds) {
      if (is_lost(told) == lost && rows.size() < most_builds_shown) {
        rows.push_back(row_of(told, summary.is_plan));
      }
    }
  };
  add(true);  // First, so that they are there whatever the bound leaves out.
  add(false);
  for (const auto& told : summary.builds) {
    choices.failed += told.outcomes.failed != 0 ? 1 : 0;
    choices.passed += kind_of(told.outcomes) == "passed" ? 1 : 0;
    choices.others += kind_of(told.outcomes) == "other" || kind_of(told.outcomes) == "blocked";
    choices.lost += is_lost(told) ? 1 : 0;
    choices.made += is_recorded_now(told) ? 1 : 0;
  }
  const auto more = summary.builds.size() - rows.size();
  page["more_rows"] =
      more == 0
          ? std::string()
          : fmt::format(
                "{} more are left out, so that the page stays usable; --format json tells all.",
                text::counted(more, "build")
            );
  page["rows"] = std::move(rows);
  page["rows_title"] = "Builds";
  page["choices"] = choices.with_names("With failures", "Recorded now");
}

/// What lies there and is none of the builds.
void add_left_out(const History& history, json::object& page) {
  json::array list;
  std::size_t all = 0;
  const auto add = [&](const std::string& what, const std::string& why) {
    if (++all <= most_left_out_shown) {
      list.push_back({{"what", text::cut(what, 400)}, {"why", text::cut(why, 600)}});
    }
  };
  for (const auto& path : history.obstacles.missing) {
    add(path, "not there");
  }
  for (const auto& file : history.obstacles.unreadable) {
    add(file.file, to_text(file));
  }
  for (const auto& build : history.broken) {
    add(build.shown,
        build.unreadable.empty() ? std::string("its archive is damaged")
                                 : to_text(build.unreadable.front()));
  }
  for (const auto& build : history.running) {
    add(build.shown, "not at its end, as Jenkins says");
  }
  for (const auto& twin : history.duplicates) {
    add(twin.build.shown, fmt::format("the same as {}, byte for byte", twin.of));
  }
  page["has_left_out"] = !list.empty();
  page["left_out"] = std::move(list);
  page["more_left_out"] =
      all <= most_left_out_shown
          ? std::string()
          : fmt::format("and {} more", text::grouped(all - most_left_out_shown));
}

}  // namespace

json::object history_page(const BackfillSummary& summary) {
  json::object page;
  add_heading(summary, page);
  add_totals(summary, page);
  add_facts(summary, page);
  if (auto chart = history_chart(summary); !chart.empty()) {
    page["history"] = std::move(chart);
  }
  if (auto chart = report_chart(summary.made, summary.rate); !chart.empty()) {
    page["chart"] = std::move(chart);
  }
  add_left_out(summary.history, page);
  add_builds(summary, page);
  return page;
}

}  // namespace importer::history
