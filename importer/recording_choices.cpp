#include "importer/recording_choices.hpp"

#include "importer/error.hpp"
#include "importer/sizes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>

namespace importer {

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
    const auto kind = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), kind.size() + 1));
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

TestIdRules what_ids_mean(const OptionValues& values) {
  TestIdRules rules;
  rules.properties = id_properties_from(word(values, "id-properties"));
  const auto pattern = word(values, "id-in-names");
  if (pattern != "off") {
    rules.in_names.emplace(pattern);
  }
  return rules;
}

AttachOptions what_to_attach(const OptionValues& values) {
  // Of a call whose only file is the largest that may be sent.
  constexpr std::uint64_t beside_the_file = megabyte;
  // The texts of a single run always fit.
  constexpr std::uint64_t least_body = 64 * kilobyte;
  AttachOptions attach;
  attach.what = one_of<Attach>(
      values, "attach", {{"failed", Attach::failed}, {"all", Attach::all}, {"none", Attach::none}}
  );
  attach.report = values["attach-report"].as<bool>();
  attach.max_file = size(values, "attach-max", 1);
  attach.max_total = size(values, "attach-total", 1);
  attach.max_body = values.count("body-max") != 0
                        ? size(values, "body-max", least_body)
                        : std::max<std::size_t>(
                              default_max_body, (attach.max_file + 2) / 3 * 4 + beside_the_file
                          );
  return attach;
}

Grain what_is_a_test(const OptionValues& values) {
  const auto granularity = one_of<Grain>(
      values,
      "granularity",
      {{"case", Grain::result},
       {"class", Grain::test_class},
       {"suite", Grain::suite},
       {"file", Grain::file}}
  );
  const bool parameters_are_steps =
      one_of<bool>(values, "parameters", {{"separate", false}, {"steps", true}});
  if (granularity == Grain::result) {
    return parameters_are_steps ? Grain::method : Grain::result;
  }
  if (parameters_are_steps) {
    throw UsageError(fmt::format(
        "--parameters steps has no meaning with --granularity {}, where every case is a step: "
        "leave out one of the two",
        word(values, "granularity")
    ));
  }
  return granularity;
}

StatusTable status_table(const OptionValues& values) {
  StatusTable table;
  if (values.count("status") != 0) {
    change(table, word(values, "status"));
  }
  if (values.count("skipped") != 0) {
    const auto skipped = one_of<std::optional<RunStatus>>(
        values,
        "skipped",
        {{"na", RunStatus::not_applicable},
         {"no-run", RunStatus::no_run},
         {"blocked", RunStatus::blocked},
         {"omit", std::nullopt}}
    );
    const auto from_list = table[parsers::Status::skipped];
    if (from_list != StatusTable()[parsers::Status::skipped] && from_list != skipped) {
      throw UsageError(
          "--skipped and --status contradict each other about skipped results: leave "
          "out one of the two"
      );
    }
    table.set(parsers::Status::skipped, skipped);
  }
  if (one_of<bool>(values, "flaky", {{"passed", false}, {"failed", true}})) {
    table.let_flaky_fail();
  }
  return table;
}

}  // namespace importer
