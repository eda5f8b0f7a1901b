#include "importer/saving_options.hpp"

#include "importer/error.hpp"
#include "importer/option_group.hpp"
#include "importer/outcome_options.hpp"

#include <algorithm>

namespace po = boost::program_options;

namespace importer {

po::options_description saving_option_names() {
  auto group = option_group("Saved plans");
  group.add_options()(
      "out",
      taking<std::string>("FILE"),
      "with `plan`: save the plan, to be looked at and carried out by `import --plan`"
  )("plan",
    taking_several("FILE"),
    "carry out a plan that was saved, as it is, instead of looking at reports and PractiTest; "
    "several files are parts from --offline, which become one import"
  )("offline",
    po::bool_switch(),
    "with `plan --out FILE`: only read the reports and save what they hold, as a part; needs no "
    "token and no network");
  return group;
}

ImportOptions read_beside_plan(
    const OptionValues& values, const std::vector<std::string>& arguments
) {
  ImportOptions options;
  options.plans = values["plan"].as<std::vector<std::string>>();
  if (values.count("input") != 0) {
    // A shell makes `--plan part*.json` to `--plan part1.json part2.json`.
    const auto more = values["input"].as<std::vector<std::string>>();
    options.plans.insert(options.plans.end(), more.begin(), more.end());
  }
  if (values["offline"].as<bool>()) {
    throw UsageError(
        "--offline reads reports and saves what they hold; --plan names what was saved: give one "
        "of "
        "them"
    );
  }
  options.arguments = arguments;
  options.out = word(values, "out");
  options.token_file = word(values, "token-file");
  if (options.token_file == "-" && std::ranges::count(options.plans, "-") != 0) {
    throw UsageError("standard input can hold the token or a plan, not both");
  }
  if (values.count("ledger") != 0) {
    options.ledger = word(values, "ledger");
  }
  if (values.count("proxy") != 0) {
    options.proxy = word(values, "proxy");
  }
  options.dry_run = values["dry-run"].as<bool>();
  options.verbosity = read_verbosity(values);
  return options;
}

void check_saving(const ImportOptions& options) {
  if (!options.out.empty() && !options.dry_run && !options.offline) {
    throw UsageError(
        "--out saves a plan that is not carried out: `ptimport plan --out FILE`, and then "
        "`ptimport "
        "import --plan FILE`"
    );
  }
  if (options.offline && options.out.empty()) {
    throw UsageError("--offline only reads the reports: say with --out FILE where that is saved");
  }
}

}  // namespace importer
