#include "importer/seen_ids.hpp"

#include <fmt/format.h>

#include <charconv>
#include <string>

namespace importer {

bool is_remembered(const TestId& id) { return id.kind != TestId::Kind::system; }

ledger::SeenTest seen_id(const TestId& id, client::Id test_id) {
  return {fmt::to_string(test_id), gone_id(id)};
}

client::Id gone_id(const TestId& id) { return -id.number; }

SeenIds take_ids(std::vector<ledger::SeenTest>& tests) {
  SeenIds ids;
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
