#pragma once

#include "importer/history/backfill_summary.hpp"

#include <boost/json/object.hpp>

namespace importer::history {

/// The results of the builds, oldest first, as bars of an SVG picture. Of very many builds
/// neighbours share a bar. Empty where there is nothing to show.
boost::json::object history_chart(const BackfillSummary& summary);

/// "120 results, 3 failed"
std::string words_of(const Outcomes& outcomes);

}  // namespace importer::history
