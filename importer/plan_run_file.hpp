#pragma once

#include "client/json_reader.hpp"
#include "importer/run_file.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <deque>
#include <string>

/// A file that goes with a run, as a saved plan writes it, and back.
namespace importer {

/// What is needed to send the file later: where it lies and what it holds, or its content where no
/// file has it. One that is lost meanwhile keeps its place, so that the calls stay what they are.
boost::json::object run_file_object(const RunFile& file);

/// One larger than `max_body` is refused. A content is added to `texts`, and the file points there.
RunFile run_file_from(
    const client::Node& node, std::uint64_t max_body, std::deque<std::string>& texts
);

}  // namespace importer
