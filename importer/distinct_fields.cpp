#include "importer/distinct_fields.hpp"

#include <utility>

namespace importer {

client::FieldValues* DistinctFields::keep(client::FieldOwner owner, client::FieldValues values) {
  if (values.empty()) {
    return nullptr;
  }
  const auto [known, is_new] = known_[owner].try_emplace(values, nullptr);
  if (is_new) {
    known->second = &gathered_.field_values.emplace_back(std::move(values));
  }
  return known->second;
}

}  // namespace importer
