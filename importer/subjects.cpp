#include "importer/subjects.hpp"

#include "importer/result_key.hpp"

#include <fmt/format.h>

namespace importer {

namespace {

std::string instances_subject(const std::string& set_id) { return "instances of set " + set_id; }

}  // namespace

std::string test_subject(std::string_view name) { return fmt::format("test {}", name); }

std::string set_subject(std::string_view name) { return fmt::format("set {}", name); }

std::string instances_subject(client::Id set_id) {
  return instances_subject(fmt::to_string(set_id));
}

std::string instance_item(client::Id set_id, client::Id test_id) {
  return fmt::format("{} {}", set_id, test_id);
}

std::vector<std::string> subjects_of(const ledger::Intent& intent) {
  std::vector<std::string> subjects;
  for (const auto& item : intent.items) {
    switch (intent.kind) {
    case ledger::Kind::test:
      subjects.push_back(test_subject(item));
      break;
    case ledger::Kind::set:
      subjects.push_back(set_subject(item));
      break;
    case ledger::Kind::instances:
      subjects.push_back(instances_subject(item.substr(0, item.find(' '))));
      break;
    case ledger::Kind::result:
      if (const auto result = result_item_from(item)) {
        subjects.push_back(test_subject(result->name));
      }
      break;
    case ledger::Kind::runs:
      break;  // Its key is that of one import alone.
    }
  }
  return subjects;
}

}  // namespace importer
