#pragma once

#include <string>

namespace importer {

/// Where a report lies, in the same words however it was named and on every machine with a like
/// working folder: its path from there, if it is below; else the path as given, without detours.
/// `path` is as in parsers::Report::source, and need not exist any more.
std::string report_place(const std::string& path);

}  // namespace importer
