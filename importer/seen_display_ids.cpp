#include "importer/seen_display_ids.hpp"

#include <fmt/format.h>

#include <charconv>
#include <string>

namespace importer {

ledger::SeenTest seen_display_id(client::Id display_id, client::Id test_id) {
  return {fmt::to_string(test_id), gone_display_id(display_id)};
}

client::Id gone_display_id(client::Id display_id) { return -display_id; }

DisplayIds take_display_ids(std::vector<ledger::SeenTest>& tests) {
  DisplayIds ids;
  std::erase_if(tests, [&ids](const ledger::SeenTest& test) {
    if (test.id >= 0) {
      return false;
    }
    client::Id test_id = 0;
    const auto* const end = test.name.data() + test.name.size();
    const auto read = std::from_chars(test.name.data(), end, test_id);
    if (read.ec == std::errc{} && read.ptr == end) {
      ids.emplace(-test.id, test_id);
    }
    return true;
  });
  return ids;
}

}  // namespace importer
