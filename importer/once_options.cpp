#include "importer/once_options.hpp"

#include "importer/error.hpp"
#include "importer/option_group.hpp"

#include <chrono>

namespace po = boost::program_options;

namespace importer {

po::options_description once_option_names() {
  auto group = option_group("Recorded once");
  group.add_options()(
      "build",
      taking<std::string>("ID"),
      "what build the results come from; results of one build are recorded once, however often "
      "the import is started. Default: the CI system's build, else the reports' contents and times"
  )("again", po::bool_switch(), "record once more what is recorded already")(
      "ledger",
      taking<std::string>("FILE|URI|none"),
      "where is kept what was sent: an SQLite file (default: ptimport/ledger.sqlite in the user's "
      "state folder), postgresql://user@host/database, or none"
  )("settle",
    taking<std::string>("SECONDS")->default_value("60"),
    "how long PractiTest may still carry out a call whose answer was lost; what is not there then "
    "is sent again"
  )("no-import-key",
    po::bool_switch(),
    "do not end each run's output with a short key; lost answers are then cleared up by content "
    "and time");
  return group;
}

void read_once_options(const OptionValues& values, ImportOptions& options) {
  options.build = word(values, "build");
  options.again = values["again"].as<bool>();
  if (values.count("ledger") != 0) {
    options.ledger = word(values, "ledger");
  }
  if (options.offline) {
    options.ledger = "none";  // Nothing is recorded that it could know.
  }
  if (options.sandbox && options.sandbox_data.empty() &&
      options.ledger.value_or("none") != "none") {
    throw UsageError(
        "--ledger has no meaning with --sandbox, whose PractiTest is gone after the import: give "
        "--sandbox-data FILE, which keeps both, or leave --ledger out"
    );
  }
  options.settle = std::chrono::seconds(number(values, "settle", 0, 86'400));
  options.import_key = !values["no-import-key"].as<bool>();
}

}  // namespace importer
