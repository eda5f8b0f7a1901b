#pragma once

#include "parsers/maybe.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

/// The common result model: what every report format is read into, and all that the importer sees.
///
/// Text is held as views into the parsed document, which the Report owns; a view lives as long
/// as its Report. All text is valid UTF-8 without control characters other than tab and newline.
namespace parsers {

using Duration = std::chrono::milliseconds;

enum class Status : std::uint8_t {
  passed,
  failed,        ///< An assertion did not hold.
  errored,       ///< Something else went wrong: exception, time-out, crash, set-up.
  skipped,       ///< Left out on purpose.
  blocked,       ///< Could not run because something before it failed.
  not_run,       ///< Was not asked for: disabled, explicit.
  inconclusive,  ///< Ran, and says itself that it proves nothing.
  aborted,       ///< Started and never finished.
};

/// "passed", "failed", … "not run": lower case, as the user reads it.
std::string_view name_of(Status status);

/// As the report says it; most formats give the host's local time without a zone.
struct StartTime {
  std::chrono::local_time<std::chrono::milliseconds> local;
  Maybe<std::chrono::minutes> utc_offset;  ///< Absent when the report has no zone.

  bool operator==(const StartTime&) const = default;
};

template <>
struct Spare<StartTime> {
  static constexpr StartTime none() {
    return {std::chrono::local_time<std::chrono::milliseconds>::min(), std::nullopt};
  }
};

struct Property {
  std::string_view name;
  std::string_view value;
};

/// How the content of an attachment stands in the report itself.
enum class Packing : std::uint8_t {
  none,  ///< It does not: the attachment is a file beside the report.
  base64,
  base64_tar_gzip,  ///< A packed archive that holds the file.
  unpacked          ///< The file's own bytes: text in the report, or from an archive around it.
};

/// A file beside the report, which has a path, or one within it, which has a name and content.
struct Attachment {
  std::string_view path;        ///< As written in the report; not checked, may not exist.
  std::string_view media_type;  ///< Empty when the report has none.
  std::string_view name = {};   ///< May be empty.
  /// As it stands in the report, not checked; the one view in the model that need not be text.
  std::string_view content = {};
  Packing packing = Packing::none;
};

/// Bytes of what is within the report, still packed where it is an archive; 0 for a file beside it.
/// Reckoned from the length of a text in base64, of which nothing is decoded.
std::size_t size_of_content(const Attachment& attachment);

struct Step {
  std::string_view name;
  std::string_view description;  ///< What it was given: its table or text.
  Status status = Status::passed;
  std::optional<Duration> duration;
  std::string_view message;
  std::string_view details;
};

/// An earlier execution of the same result, superseded by a later one (a rerun, a flaky test).
struct Attempt {
  Status status = Status::failed;
  std::string_view type;
  std::string_view message;
  std::string_view details;
  std::string_view out;
  std::string_view err;
  std::optional<Duration> duration;
  std::optional<StartTime> start;
};

/// What most results do not have; kept apart so that a dense report stays small in memory.
struct Evidence {
  std::string_view type;     ///< Exception class or kind of failure.
  std::string_view message;  ///< One or a few lines; why it failed or was skipped.
  std::string_view details;  ///< Stack trace, and further failures of the same result.
  std::string_view out;      ///< Captured standard output.
  std::string_view err;      ///< Captured standard error.
  std::vector<Property> properties;
  std::vector<std::string_view> tags;
  std::vector<Attachment> attachments;
  std::vector<Step> steps;
  std::vector<Attempt> earlier_attempts;  ///< In order of execution.
};

/// Index into Report::suites.
using SuiteIndex = std::uint32_t;

struct Result {
  SuiteIndex suite = 0;
  Status status = Status::passed;
  /// The report itself says that a later result of the same name repeated this one.
  bool retried = false;
  std::uint32_t report_line = 0;  ///< Where in the report it stands; from 1.
  std::uint32_t source_line = 0;  ///< Where the test is in its source; 0 when not given.
  std::string_view class_name;    ///< With its package; empty when the report has none.
  std::string_view name;          ///< As the report gives it; may be empty.
  std::string_view parameters;    ///< Only where the format tells them apart from the name.
  std::string_view file;          ///< Source file of the test; empty when not given.
  Maybe<Duration> duration;
  Maybe<StartTime> start;
  std::unique_ptr<Evidence> more;  ///< Null when there is none; read through evidence().

  const Evidence& evidence() const;
  Evidence& make_evidence();  ///< Creates it when there is none yet.
};

struct Suite {
  std::string_view name;
  std::optional<SuiteIndex> parent;  ///< Always smaller than the suite's own index.
  std::string_view host;
  std::string_view file;
  std::optional<Duration> duration;
  std::optional<StartTime> start;
  std::vector<Property> properties;
  std::string_view out;
  std::string_view err;
};

/// A failure of the report's own that belongs to no result: a suite that could not be set up,
/// a run that was aborted, a summary without cases.
struct RunError {
  std::optional<SuiteIndex> suite;
  std::string_view message;
  std::string_view details;
  std::uint32_t report_line = 0;
};

/// Where a file ends before its report does, because the process that wrote it crashed or was
/// stopped. All that stands whole before is read.
struct CutOff {
  std::uint32_t line = 0;      ///< Of the end of the file.
  std::uint32_t column = 0;    ///< In bytes, from 1.
  std::string element;         ///< The innermost that is open there; in quotes a name in JSON.
  std::uint64_t left_out = 0;  ///< Whole results whose name or meaning stands behind the break.
};

/// "the file ends in the middle of <testcase>; it was probably cut off", and how many results are
/// left out.
std::string describe(const CutOff& cut_off);

/// Something in the report that was repaired, guessed or passed over, in words for the user.
struct Oddity {
  std::uint32_t report_line = 0;    ///< The first of them; 0 when it concerns the whole file.
  std::uint32_t report_column = 0;  ///< In bytes, from 1; 0 when not known.
  std::string what;
};

/// The scenario that a result is an execution of, as it stands in its feature file.
struct Scenario {
  std::string place;  ///< Of the file and its line, "features/cart.feature:12".
  std::string text;   ///< Gherkin.
};

/// Owns the bytes that a report's views point into.
class Document;

struct Report {
  std::string source;         ///< The file's name as the user would write it.
  std::string_view format;    ///< "junit", "nunit3", …: a name from the format table.
  std::string_view producer;  ///< Tool that wrote it, where the report tells; else empty.
  std::vector<Suite> suites;
  std::vector<Result> results;  ///< In the order of the report.
  std::vector<RunError> run_errors;
  std::vector<Oddity> oddities;
  std::optional<CutOff> cut_off;
  /// By the index of the result. No report holds them: who has the feature files adds them.
  std::unordered_map<std::size_t, std::shared_ptr<const Scenario>> scenarios;
  std::shared_ptr<const Document> document;
};

/// Names from the outermost suite to `suite`, those that are empty left out. Only the innermost 100
/// suites count: every result has such a path, and a hostile report a hundred thousand levels.
std::vector<std::string_view> suite_path(const Report& report, SuiteIndex suite);

}  // namespace parsers
