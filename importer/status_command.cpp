#include "importer/status_command.hpp"

#include "importer/earlier_start.hpp"
#include "importer/error.hpp"
#include "importer/history/build.hpp"
#include "importer/open_ledger.hpp"
#include "importer/option_names.hpp"
#include "importer/option_values.hpp"
#include "importer/settled_arguments.hpp"
#include "importer/terminal.hpp"
#include "importer/text.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <boost/program_options/value_semantic.hpp>
#include <boost/program_options/variables_map.hpp>

#include <ostream>
#include <string_view>
#include <utility>

namespace po = boost::program_options;
namespace json = boost::json;

namespace importer {

namespace {

/// So many that were interrupted are told, for each of which its calls are read.
constexpr std::size_t most_interrupted = 20;

struct ImportState {
  ledger::KnownImport import;
  std::size_t recorded = 0;
};

struct ProjectState {
  ledger::Project project;
  std::vector<ImportState> at_work;
  std::vector<ImportState> interrupted;  ///< The latest of them.
  std::size_t more_interrupted = 0;
  ledger::CompleteImports complete;
  std::size_t calls = 0;  ///< That count at this moment.
};

ProjectState state_of(const std::string& location, const ledger::Project& project) {
  ledger::Ledger ledger(location, project);
  ProjectState state;
  state.project = project;
  for (auto& import : ledger.unfinished()) {
    if (!import.held && state.interrupted.size() == most_interrupted) {
      ++state.more_interrupted;
      continue;
    }
    const auto recorded = earlier_start(ledger.calls(import.id)).recorded.size();
    (import.held ? state.at_work : state.interrupted).push_back({std::move(import), recorded});
  }
  state.complete = ledger.complete();
  state.calls = ledger.calls_of_the_minute();
  return state;
}

std::vector<ProjectState> states_in(const std::string& location) {
  std::vector<ProjectState> states;
  if (ledger_may_be_there(location)) {  // None is made only to say so.
    for (const auto& project : ledger::Ledger(location, {}).projects()) {
      auto state = state_of(location, project);
      const bool is_known =
          !state.at_work.empty() || !state.interrupted.empty() || state.complete.number != 0;
      if (is_known) {  // Else it was only looked at, or is the nameless one that opens a ledger.
        states.push_back(std::move(state));
      }
    }
  }
  return states;
}

/// "build 7 into 'Nightly'"
std::string title_of(const ledger::KnownImport& import) {
  const std::string_view set = import.set;
  constexpr std::string_view name = "name ";
  return fmt::format(
      "{} into {}",
      shown(import.identity, 40),
      set.starts_with(name) ? fmt::format("'{}'", shown(set.substr(name.size())))
                            : fmt::format("the set with {}", shown(set))
  );
}

void tell_line(std::ostream& out, std::string_view what, const std::string& text) {
  out << fmt::format("  {:<12}{}\n", what, text);
}

void tell_interrupted(const ProjectState& state, std::ostream& out) {
  for (const auto& [import, recorded] : state.interrupted) {
    const bool is_backfill = import.identity.starts_with(history::identity_begin);
    tell_line(
        out,
        import.state == ledger::State::running ? "interrupted" : "incomplete",
        fmt::format(
            "{}: {} of {}, begun {:%Y-%m-%d %H:%M} UTC; {} goes on with it",
            title_of(import),
            text::grouped(recorded),
            text::counted(import.results, "result"),
            import.begun,
            is_backfill ? "the same `ptimport backfill`" : "`ptimport resume`"
        )
    );
  }
  if (state.more_interrupted != 0) {
    tell_line(out, "", fmt::format("and {} before", text::grouped(state.more_interrupted)));
  }
}

void tell(const ProjectState& state, std::ostream& out) {
  out << fmt::format("project {} at {}\n", state.project.id, shown(state.project.base_url));
  for (const auto& [import, recorded] : state.at_work) {
    tell_line(
        out,
        "at work",
        fmt::format(
            "{}: {} of {}, begun {:%Y-%m-%d %H:%M} UTC",
            title_of(import),
            text::grouped(recorded),
            text::counted(import.results, "result"),
            import.begun
        )
    );
  }
  tell_interrupted(state, out);
  if (const auto& last = state.complete.last) {
    tell_line(
        out,
        "complete",
        fmt::format(
            "{}, the last {:%Y-%m-%d %H:%M} UTC: {}",
            text::counted(state.complete.number, "import"),
            last->ended,
            title_of(*last)
        )
    );
  }
  tell_line(out, "calls", fmt::format("{} count in this minute", state.calls));
}

json::object json_of(const ImportState& state) {
  const auto& import = state.import;
  return {
      {"identity", import.identity},
      {"set", import.set},
      {"results", import.results},
      {"recorded", state.recorded},
      {"begun", fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", import.begun)}};
}

json::array json_of(const std::vector<ImportState>& states) {
  json::array array;
  for (const auto& state : states) {
    array.push_back(json_of(state));
  }
  return array;
}

json::object json_of(const ProjectState& state) {
  json::object object{
      {"project", state.project.id},
      {"base_url", state.project.base_url},
      {"at_work", json_of(state.at_work)},
      {"interrupted", json_of(state.interrupted)},
      {"more_interrupted", state.more_interrupted},
      {"complete", state.complete.number},
      {"calls", state.calls}};
  if (const auto& last = state.complete.last) {
    object["last_complete"] = json_of(ImportState{*last, last->recorded});
  }
  return object;
}

}  // namespace

po::options_description status_option_names() {
  auto names = import_options_named({"ledger", "config"});
  names.add_options(
  )("format",
    po::value<std::string>()->value_name("text|json")->default_value("text"),
    "form of what is told");
  return names;
}

StatusOptions read_status(
    const std::vector<std::string>& arguments, const Surroundings& surroundings
) {
  const auto known = status_option_names();
  const auto settled =
      settle_arguments(arguments, known, import_options_named({"ledger"}), surroundings);
  const auto values = parse_arguments(settled.arguments, known);
  if (values.count("input") != 0) {
    throw UsageError("`ptimport status` takes no reports: it tells what the ledger knows");
  }
  StatusOptions options;
  if (values.count("ledger") != 0) {
    options.ledger = word(values, "ledger");
  }
  if (options.ledger == "none") {
    throw UsageError("without a ledger nothing is known: leave out --ledger none");
  }
  options.as_json = one_of<bool>(values, "format", {{"text", false}, {"json", true}});
  return options;
}

ExitCode show_status(const StatusOptions& options, const Streams& streams) {
  const auto location = ledger_location(options.ledger, streams.environment);
  const auto states = states_in(location);
  if (options.as_json) {
    json::array projects;
    for (const auto& state : states) {
      projects.push_back(json_of(state));
    }
    streams.out << json::serialize(json::object{{"projects", std::move(projects)}}) << '\n';
    return ExitCode::ok;
  }
  if (states.empty()) {
    streams.out << fmt::format("{} knows of no import yet\n", shown(location));
  }
  for (const auto& state : states) {
    tell(state, streams.out);
  }
  return ExitCode::ok;
}

}  // namespace importer
