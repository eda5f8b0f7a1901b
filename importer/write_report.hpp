#pragma once

#include "importer/exit_code.hpp"
#include "importer/options.hpp"
#include "importer/streams.hpp"

#include <boost/json/object.hpp>

#include <functional>
#include <string_view>

namespace importer {

/// Writes the page of `--report`, if it is asked for: a body of pages/embedded.hpp
/// (pages::report_shape) filled with `page`. To a file, or into a folder as index.html with its
/// style sheet and script beside it; folders that are missing are made, and every file is there
/// whole or not at all. A page that cannot be written takes nothing back of what is recorded: it is
/// told, and the exit code says it.
ExitCode write_page(
    const ImportOptions& options,
    const Streams& streams,
    std::string_view body,
    const std::function<boost::json::object()>& page
);

}  // namespace importer
