#pragma once

#include "parsers/report.hpp"
#include "parsers/report_times.hpp"
#include "parsers/trx_definitions.hpp"
#include "parsers/xml.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace parsers::trx {

/// An outcome's meaning; nothing for a word that is none. Case does not matter.
std::optional<Status> status_of(std::string_view outcome);

/// Reads single results: UnitTestResult, WebTestResult, ManualTestResult and their like.
class ResultReader {
public:
  explicit ResultReader(xml::Tree& tree) : tree_(tree), times_(tree, {}) {}

  /// The folder that the run keeps its files in, beside the report. Lies in
  /// `Deployment@runDeploymentRoot`.
  void set_deployment_root(std::string_view folder) { deployment_root_ = folder; }

  /// Reads a result that holds no others into `result`, whose suite is left to the caller.
  /// `definition` may be null.
  void read(pugi::xml_node node, const Definition* definition, Result& result);

  /// Of an element with `outcome`; a missing one means Error, as in vstest. An unknown one is told
  /// as an oddity.
  Status outcome(pugi::xml_node node);

  std::optional<StartTime> time(pugi::xml_attribute attribute) {
    return times_.timestamp(attribute);
  }
  /// As the element says, else from its `startTime` to its `endTime`.
  std::optional<Duration> duration(pugi::xml_node node);

  /// Message and stack trace of an element's `Output/ErrorInfo`.
  std::pair<std::string_view, std::string_view> error_of(pugi::xml_node node);
  /// StdOut, DebugTrace and the messages of `Output`, in this order.
  std::string_view out_of(pugi::xml_node node);
  std::string_view err_of(pugi::xml_node node);

  /// Where a file of a result or (with an empty `folder`) of the run lies, relative to the report.
  std::string_view path_of(std::string_view folder, std::string_view file);

private:
  void read_output(pugi::xml_node node, Result& result);
  void read_files(pugi::xml_node node, Result& result);

  xml::Tree& tree_;
  ReportTimes times_;
  std::string_view deployment_root_;
};

}  // namespace parsers::trx
