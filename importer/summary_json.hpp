#pragma once

#include "importer/summary.hpp"

#include <iosfwd>

namespace importer {

/// The whole summary for machines, as one object; docs/json.md describes it. One test at a time is
/// made into JSON: the whole would take more memory than the import.
void write_json(const Summary& summary, std::ostream& out);

/// The same, a line each: every test as it stands in `tests`, and all else last. Whoever reads it
/// needs no memory for the whole either.
void write_json_lines(const Summary& summary, std::ostream& out);

}  // namespace importer
