#include "importer/reading_option_names.hpp"

#include "importer/error.hpp"
#include "importer/nearest.hpp"
#include "importer/option_group.hpp"
#include "importer/option_values.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string_view>

namespace po = boost::program_options;

namespace importer {

namespace {

/// More would be read by nobody, and each level is a call of a function.
constexpr unsigned deepest_steps = 20;

std::string format_named(const std::string& given) {
  const auto names = parsers::format_names();
  if (std::ranges::find(names, given) != names.end()) {
    return given;
  }
  const auto meant = nearest(given, names);
  throw UsageError(fmt::format(
      "--report-format takes one of {}, not '{}'{}",
      fmt::join(names, ", "),
      given,
      meant ? fmt::format(": did you mean {}?", *meant) : ""
  ));
}

parsers::SplitRules split_rules(const std::string& given) {
  parsers::SplitRules rules;
  std::string_view rest = given;
  do {
    const auto word = text::take_item(rest);
    if (word == "brackets") {
      rules.brackets = true;
    } else if (word == "parentheses") {
      rules.parentheses = true;
    } else if (word == "slash") {
      rules.slash = true;
    } else {
      const auto meant = nearest(std::string(word), {"brackets", "parentheses", "slash"});
      throw UsageError(fmt::format(
          "--split-parameters takes a list of brackets,parentheses,slash, not '{}'{}",
          given,
          meant ? fmt::format(": did you mean {}?", *meant) : ""
      ));
    }
  } while (!rest.empty());
  return rules;
}

std::vector<std::string> roots(const std::vector<std::string>& given) {
  for (const auto& root : given) {
    std::error_code error;
    if (!std::filesystem::is_directory(root, error)) {
      throw UsageError(fmt::format(
          "--attachments-root takes a folder, and '{}' is {}",
          root,
          error ? "not there, or may not be looked at" : "none"
      ));
    }
  }
  return given;
}

}  // namespace

po::options_description reading_option_names() {
  auto group = option_group("How reports are read");
  group.add_options()(
      "report-format",
      taking<std::string>("NAME"),
      "what the reports are, instead of going by their content: junit, nunit3, nunit2, jenkins, "
      "trx, xunit, testng, robot, ctest, ranorex, cucumber, cucumber-messages or behave"
  )("split-parameters",
    taking<std::string>("RULES"),
    "where a report has parameters in the name only, tell them apart: a list of brackets (a[1]), "
    "parentheses (a(1)), slash (a/1). Changes the names under which tests are found")(
      "step-depth",
      taking<std::string>("N"),
      "Robot Framework: how deep keywords within keywords become steps (default 1)"
  )("attachments-root",
    taking_several("DIR"),
    "folder that attached files must lie in; default: the working folder and the report's own; "
    "may be repeated")(
      "mask",
      taking_several("PATTERN"),
      "mask the values of parameters and properties with such names too, e.g. 'session*', beside "
      "those whose names sound secret (password, token, secret, key); may be repeated"
  )("no-mask",
    po::bool_switch(),
    "mask nothing: passwords in reports are shown and sent as they are"
  )("strict",
    po::bool_switch(),
    "refuse a report that is cut off in the middle; without this its complete results are taken, "
    "and the exit code is 1");
  return group;
}

ReadingOptions reading_options(const po::variables_map& values) {
  ReadingOptions options;
  options.parser.strict = values["strict"].as<bool>();
  if (values.count("report-format") != 0) {
    options.parser.format = format_named(values["report-format"].as<std::string>());
  }
  if (values.count("step-depth") != 0) {
    options.parser.step_depth = number(values, "step-depth", 1U, deepest_steps);
  }
  if (values.count("split-parameters") != 0) {
    options.split = split_rules(values["split-parameters"].as<std::string>());
  }
  if (values.count("attachments-root") != 0) {
    options.attachments_roots = roots(values["attachments-root"].as<std::vector<std::string>>());
  }
  options.parser.mask.none = values["no-mask"].as<bool>();
  if (values.count("mask") != 0) {
    options.parser.mask.patterns = values["mask"].as<std::vector<std::string>>();
    if (options.parser.mask.none) {
      throw UsageError("--mask and --no-mask contradict each other: leave out one of the two");
    }
  }
  return options;
}

}  // namespace importer
