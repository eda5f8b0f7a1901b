#pragma once

#include "client/entities.hpp"
#include "importer/gather.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace importer {

/// What an import is, the same on every machine.
struct ImportIdentity {
  std::string base_url;
  client::Id project = 0;
  std::string set;    ///< set_word().
  std::string build;  ///< build_identity().
  /// Folder or archive that all reports lie in, as their sources begin; keys then do not depend on
  /// where it is. Empty: on the reports' places (report_place.hpp).
  std::string root = {};
};

/// The set as the user chose it: "id 5", "name Nightly" or "sets {suite}, else Others".
std::string set_word(const ImportOptions& options);

/// Gives every execution its key: a number by which its run is recognised in PractiTest. It comes
/// from the import, the test's name (its id, where the result says one), the report's file, what
/// the result says, and how many equal results of that name there are; not from its place in the
/// file, so that a report that was cut and is whole now has the same keys and some more. Results
/// that are grouped have one key: a group with other cases, and one that is whole now, is another
/// one. With `first` only to the tests from there on, which were added later.
void give_keys(Gathered& gathered, const ImportIdentity& import, std::size_t first = 0);

/// As it stands in a run and in the ledger: 13 letters and digits.
std::string key_text(std::uint64_t key);
/// Absent for anything that key_text() does not give.
std::optional<std::uint64_t> key_from(std::string_view text);

/// A run as the ledger names it, and back; absent for anything else.
std::string run_item(std::uint64_t key, client::Id instance_id);
struct RunItem {
  std::uint64_t key = 0;
  client::Id instance_id = 0;
};
std::optional<RunItem> run_item_from(std::string_view text);

/// A result that makes what it lacks, as the ledger names it, and back. `test_id` is 0 where the
/// test goes by its name.
struct ResultItem {
  std::uint64_t key = 0;
  client::Id set_id = 0;
  client::Id test_id = 0;
  std::string name;
};
std::string result_item(const ResultItem& item);
std::optional<ResultItem> result_item_from(std::string_view text);

/// `output` with the key behind it, at most client::max_output_characters long.
std::string with_key(std::string_view output, std::uint64_t key);
/// The key that a run's output ends in; absent when it has none.
std::optional<std::uint64_t> key_in(std::string_view output);

}  // namespace importer
