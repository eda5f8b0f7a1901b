#pragma once

#include "client/field_value.hpp"
#include "importer/gather.hpp"

#include <map>

namespace importer {

/// The fields of a Gathered, which must outlive this. Most runs of an import have the same ones:
/// equal ones are kept once.
class DistinctFields {
public:
  explicit DistinctFields(Gathered& gathered) : gathered_(gathered) {}

  /// Where they are kept; null for none.
  client::FieldValues* keep(client::FieldOwner owner, client::FieldValues values);

private:
  Gathered& gathered_;
  std::map<client::FieldOwner, std::map<client::FieldValues, client::FieldValues*>> known_;
};

}  // namespace importer
