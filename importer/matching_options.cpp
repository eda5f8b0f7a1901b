#include "importer/matching_options.hpp"

#include "importer/error.hpp"
#include "importer/option_group.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>

#include <string_view>

namespace po = boost::program_options;

namespace importer {

namespace {

Create what_to_create(const OptionValues& values) {
  const auto given = word(values, "create");
  if (given == "all") {
    return {};
  }
  Create create{false, false, false};
  if (given == "none") {
    return create;
  }
  if (given.empty()) {
    throw UsageError("--create takes all, none, or a list of tests,instances,sets; it is empty");
  }
  std::string_view rest = given;
  while (!rest.empty()) {
    const auto kind = text::take_item(rest);
    if (kind == "tests") {
      create.tests = true;
    } else if (kind == "instances") {
      create.instances = true;
    } else if (kind == "sets") {
      create.sets = true;
    } else {
      throw UsageError(
          fmt::format("--create takes all, none, or a list of tests,instances,sets, not '{}'", kind)
      );
    }
  }
  return create;
}

}  // namespace

void add_matching_options(po::options_description& group) {
  group.add_options()(
      "create",
      taking<std::string>("WHAT")->default_value("all"),
      "make what is missing: all, none, or a list of tests,instances,sets"
  )("on-ambiguous",
    taking<std::string>("lowest|refuse")->default_value("lowest"),
    "a name that several tests have: take the lowest id, or record nothing for it")(
      "match",
      taking<std::string>("exact|loose")->default_value("exact"),
      "where PractiTest is asked for a name it compares every byte; loose reads all names instead, "
      "so that blanks around them and their Unicode form never matter"
  )("no-auto-create",
    po::bool_switch(),
    "make new tests by POST tests.json instead of together with their instance and run"
  )("bulk-search",
    po::bool_switch(),
    "look for 20 names a call by tests/bulk_search.json where that takes fewer calls: PractiTest's "
    "reference does not tell of it; without an answer the usual look follows"
  )("look-again",
    po::bool_switch(),
    "look for set, tests and instances in PractiTest although earlier imports have seen them");
}

void read_matching_options(const OptionValues& values, ImportOptions& options) {
  options.create = what_to_create(values);
  options.on_ambiguous = one_of<OnAmbiguous>(
      values, "on-ambiguous", {{"lowest", OnAmbiguous::lowest_id}, {"refuse", OnAmbiguous::refuse}}
  );
  options.match =
      one_of<Match>(values, "match", {{"exact", Match::exact}, {"loose", Match::loose}});
  options.auto_create = !values["no-auto-create"].as<bool>();
  options.bulk_search = values["bulk-search"].as<bool>();
  options.look_again = values["look-again"].as<bool>();
}

}  // namespace importer
