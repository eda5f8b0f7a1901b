#pragma once

#include "parsers/report.hpp"

#include <boost/json/object.hpp>

#include <span>

namespace parsers {

/// Reports as one document of the Common Test Report Format. Its five statuses take ours so:
/// failed and errored become "failed", not run "pending", blocked, inconclusive and aborted
/// "other"; ours stands in "rawStatus". Retried results count as retries of the one that followed.
/// Source: the CTRF JSON schema, version 0.0.0.
boost::json::object to_ctrf(std::span<const Report> reports);

}  // namespace parsers
