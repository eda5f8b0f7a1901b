#pragma once

#include "importer/history/backfill_summary.hpp"

#include <boost/json/object.hpp>

namespace importer::history {

/// What pages/history.mustache shows of a backfill, or of its plan. Bounded: texts are cut, builds
/// that went as they should are left out beyond 20,000 rows, which is told on the page.
boost::json::object history_page(const BackfillSummary& summary);

}  // namespace importer::history
