#pragma once

#include "importer/inputs.hpp"
#include "importer/reports.hpp"
#include "parsers/read_report.hpp"

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>

namespace importer {

/// What tells whether a file is written to.
struct Stamp {
  std::uintmax_t size = 0;
  std::filesystem::file_time_type time;

  bool operator==(const Stamp&) const = default;
};

/// All bytes that are left; absent when reading failed half way.
std::optional<std::string> all_bytes_of(std::istream& stream);

/// Absent for what is no file: a pipe can be read only once.
std::optional<Stamp> stamp_of(const Input& input);

/// What came of reading an input.
struct Attempt {
  const Input* input = nullptr;
  std::optional<Stamp> stamp;      ///< Taken before it was read.
  std::optional<SeenReport> seen;  ///< Absent for what could not be opened.
  std::optional<parsers::Report> report;
  Unreadable refusal;         ///< When there is no report.
  bool is_no_report = false;  ///< Refused as something else.
  bool ends_early = false;    ///< Cut off, or nothing is there; with or without a report.
  bool grows = false;         ///< Had changed when it was looked at last.
};

/// `input` must outlive the answer.
Attempt attempt(const Input& input, const parsers::ReadOptions& options, std::istream& piped);

/// The same of bytes that are no file of their own, such as those of an archive; `modified` as in
/// SeenReport.
Attempt attempt(
    const Input& input,
    std::string bytes,
    std::int64_t modified,
    const parsers::ReadOptions& options
);

}  // namespace importer
