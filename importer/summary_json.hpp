#pragma once

#include "importer/summary.hpp"

#include <boost/json/object.hpp>

#include <iosfwd>

namespace importer {

/// The whole summary for machines; docs/json.md describes it.
boost::json::object to_json(const Summary& summary);

/// The same, a line each: every test as it stands in `tests`, and all else last. Whoever reads it
/// needs no memory for the whole.
void write_json_lines(const Summary& summary, std::ostream& out);

}  // namespace importer
