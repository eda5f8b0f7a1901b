#include "importer/set_options.hpp"

#include "importer/error.hpp"
#include "importer/naming.hpp"
#include "importer/option_group.hpp"
#include "importer/template.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>

#include <optional>

namespace po = boost::program_options;

namespace importer {

void add_set_options(po::options_description& group) {
  group.add_options(
  )("set",
    taking<std::string>("NAME"),
    "test set that takes the results; made when missing. May hold {date} {env:NAME} {ci.build} "
    "{ci.job} {ci.url} {ci.branch} {ci.commit}, and then there is one set for each value, {suite} "
    "{class} {package} {file} {report} {property:NAME} of a result; a brace itself is {{ or }}")(
      "set-else",
      taking<std::string>("NAME"),
      "the set of results that have no value for what --set asks of them"
  )("set-id", taking<std::string>("ID"), "the same by its system id"
  )("clone-set",
    taking<std::string>("ID|NAME"),
    "where the set has to be made: as a copy of this one, with fresh instances of its tests");
}

std::string set_otherwise(const OptionValues& values) {
  auto name = word(values, "set-else");
  if (values.count("set-else") != 0 && text::trimmed(name).empty()) {
    throw UsageError(
        "--set-else takes the name of the test set for results that do not say theirs: give one, "
        "or leave it out, and such results are told"
    );
  }
  return name;
}

void read_set_options(const OptionValues& values, Needs needs, ImportOptions& options) {
  // What is the same for the whole import was filled before (import_values.hpp).
  const auto set = word(values, "set");
  options.sets_by_result = sets_by_result(set, set_otherwise(values));
  if (options.sets_by_result) {
    options.set_name = set;
  } else {
    const Template plain(set, {}, "--set");
    options.set_name = plain.filled([](const Placeholder&) { return std::nullopt; }).value_or("");
    if (values.count("set-else") != 0) {
      throw UsageError(
          "--set-else is for results that do not say what --set asks for, and --set asks results "
          "for nothing: leave it out, or have --set ask, as in --set '{suite}'"
      );
    }
  }
  if (values.count("set") != 0 && values.count("set-id") != 0) {
    throw UsageError("--set and --set-id both name the test set: give one of them");
  }
  if (values.count("set-id") != 0) {
    options.set_id = id(values, "set-id");
  } else if (text::trimmed(options.set_name).empty()) {
    const bool is_needed = needs == Needs::set_and_reports && !options.sandbox && !options.offline;
    if (is_needed || values.count("set") != 0) {
      throw UsageError("which test set takes the results? Give --set NAME or --set-id ID");
    }
    options.set_name = options.sandbox && !options.offline ? "First import" : "";
  } else if (text::characters(text::nfc(options.set_name)) > max_name_characters) {
    throw UsageError(fmt::format("--set takes a name of at most {} characters", max_name_characters)
    );
  }
  options.clone_set = word(values, "clone-set");
  if (!options.clone_set.empty() && options.set_id) {
    throw UsageError("--clone-set makes a set by its name: give --set NAME with it, not --set-id");
  }
  if (!options.clone_set.empty() && options.sets_by_result) {
    throw UsageError(
        "--clone-set makes one set, and --set asks results for theirs: give one of the two up"
    );
  }
}

}  // namespace importer
