#pragma once

#include "importer/history/choose_builds.hpp"
#include "importer/history/sending_hours.hpp"
#include "importer/history/thin_out.hpp"
#include "importer/options.hpp"
#include "importer/surroundings.hpp"

#include <boost/program_options/options_description.hpp>

#include <string>
#include <vector>

namespace importer {

/// `ptimport backfill`
struct BackfillOptions {
  /// What the import of every build has in common; `set_name` is a template (set_names.hpp).
  ImportOptions import;
  std::string set_else;    ///< Likewise; empty for none.
  std::string build_from;  ///< Regular expression; empty: the usual rule (place.hpp).
  history::Choice choice;
  history::SendingHours window{""};
  history::KeptResults kept = history::KeptResults::all;
  bool plan = false;  ///< Only show what would be done.
};

/// The options of `backfill`: its own, and those of import that mean something for many builds.
boost::program_options::options_description backfill_option_names();

/// Reads them with what environment and configuration file add. Throws UsageError.
BackfillOptions read_backfill(
    const std::vector<std::string>& arguments, const Surroundings& surroundings
);

}  // namespace importer
