#pragma once

#include "client/practitest.hpp"
#include "importer/gather.hpp"
#include "importer/options.hpp"

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace importer {

struct KnownInstance {
  client::Id id = 0;
  client::Id test_id = 0;
};

/// What PractiTest already holds of an import. Names are in the form of match_key().
struct Remote {
  std::optional<client::TestSet> set;             ///< Absent when it does not exist.
  std::vector<client::Id> sets_of_the_same_name;  ///< All ids, ascending, when there are several.
  /// In the set; those of one name by test id, then by id.
  std::unordered_map<std::string, std::vector<KnownInstance>> instances;
  /// In the project, as far as they were looked for; ids ascending.
  std::unordered_map<std::string, std::vector<client::Id>> tests;
  /// The tests were asked for name by name, where PractiTest compares bytes.
  bool asked_by_name = false;
};

/// Blanks around a name and its Unicode form do not matter when matching.
std::string match_key(std::string_view name);

/// Reads the set, its instances, and those tests that a decision needs, by whichever of listing
/// the library and asking name by name takes fewer calls. Throws what the client throws, and
/// UsageError when `--set-id` names no set.
boost::asio::awaitable<Remote> look_up(
    client::PractiTest& practitest, const Gathered& gathered, const ImportOptions& options
);

}  // namespace importer
