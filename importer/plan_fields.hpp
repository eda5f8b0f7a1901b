#pragma once

#include "client/field_value.hpp"
#include "client/json_reader.hpp"
#include "importer/distinct_fields.hpp"
#include "importer/gather.hpp"

#include <boost/json/array.hpp>

/// The fields of what is recorded, as a saved plan writes them, and back.
namespace importer {

/// A pair of name and value.
boost::json::array field_pair(const client::FieldValue& field);
client::FieldValue field_from(const client::Node& node);

/// Empty when there are none.
boost::json::array fields_array(const client::FieldValues* fields);

/// Reads them into a Gathered, which must outlive this.
class SavedFields {
public:
  explicit SavedFields(Gathered& gathered) : distinct_(gathered) {}

  /// The "fields" of `node`; null when there are none.
  client::FieldValues* read(const client::Node& node, client::FieldOwner owner);

private:
  DistinctFields distinct_;
};

}  // namespace importer
