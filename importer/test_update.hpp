#pragma once

#include "client/field_value.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace importer {

/// What a field of a known test is to hold, and what it holds.
struct FieldChange {
  client::FieldValue value;
  std::string before;  ///< As people read it; empty for nothing.
};

/// `--update tests`: the fields of one test that differ from what its results say.
struct TestUpdate {
  std::size_t test = 0;  ///< In Plan::tests.
  std::vector<FieldChange> changes;
};

}  // namespace importer
