#pragma once

#include "importer/summary.hpp"

#include <boost/json/object.hpp>

namespace importer {

/// What pages/import.mustache shows of an import, a plan, or an import that ended early. Bounded:
/// texts are cut, results that are neither failed nor lost are left out beyond 20,000 rows or 12 MB
/// of them, and stacks beyond 4 MB of theirs; each is told on the page.
boost::json::object report_page(const Summary& summary);

}  // namespace importer
