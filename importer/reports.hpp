#pragma once

#include "importer/inputs.hpp"
#include "importer/reading_options.hpp"
#include "importer/streams.hpp"
#include "parsers/report.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace importer {

/// A file that could not be read as a report.
struct Unreadable {
  std::string file;
  std::uint32_t line = 0;    ///< From 1; 0 when the whole file is meant.
  std::uint32_t column = 0;  ///< From 1; 0 when not known.
  std::string why;
};

/// A file as it was when it was read.
struct SeenReport {
  std::string path;           ///< As the user would write it.
  std::string digest;         ///< Of its bytes, hexadecimal.
  std::int64_t modified = 0;  ///< Nanoseconds of the file system's clock; 0 for standard input.
};

/// Everything that the inputs hold.
struct Reports {
  std::vector<SeenReport> seen;  ///< All that could be opened.
  std::vector<parsers::Report> read;
  std::vector<bool> named;  ///< Of each that was read: the user named it.
  std::vector<Unreadable> unreadable;
  std::vector<std::string> missing;     ///< Named by the user, and not there.
  std::vector<Unreadable> passed_over;  ///< Found by chance, and no test reports, or twins.
  std::vector<std::string> unmatched;   ///< Patterns and folders without any candidate.
};

/// Reads each input; one bad file does not stop the others. Standard input is read for `-`. Files
/// that end before their reports do may still be written: they are looked at once more after a
/// pause, and as long as any of them grows, for a minute at most (told on standard error if
/// `tells_waits`). Of what one run left twice the richer report is kept (twins.hpp).
Reports read_reports(
    const Inputs& inputs,
    const ReadingOptions& options,
    const Streams& streams,
    bool tells_waits = true
);

struct Attempt;

/// What came of reading these, twins left out.
Reports reports_of(std::vector<Attempt> attempts, const ReadingOptions& options);

/// Leaves out of what was read that which others say as well (twins.hpp).
void pass_over_twins(Reports& reports);

/// "reports/a.xml:12:5: why", as far as line and column are known.
std::string to_text(const Unreadable& file);
std::string to_text(const parsers::Report& report, const parsers::Oddity& oddity);

/// The same for a report that is cut off: where, what is taken of it, and what to do.
std::string cut_off_text(const parsers::Report& report);

}  // namespace importer
