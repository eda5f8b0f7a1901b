#pragma once

#include "importer/exit_code.hpp"
#include "importer/gather.hpp"
#include "importer/naming.hpp"
#include "importer/plan.hpp"
#include "importer/recording.hpp"
#include "importer/reports.hpp"
#include "parsers/report.hpp"

#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Reports made by hand. Texts are views into what the caller gives: literals live long enough.
namespace by_hand {

/// With one suite, which has no name.
parsers::Report report(std::string source = "report.xml");

/// Adds a suite below `parent`, or at the top.
parsers::SuiteIndex add_suite(
    parsers::Report& report, std::string_view name, std::optional<parsers::SuiteIndex> parent = {}
);

parsers::Result result(
    std::string_view class_name,
    std::string_view name,
    parsers::Status status = parsers::Status::passed
);

/// Adds such a result; valid until the next one is added.
parsers::Result& add(
    parsers::Report& report,
    std::string_view class_name,
    std::string_view name,
    parsers::Status status = parsers::Status::passed
);

/// One report with a passed result for each name.
importer::Reports passed(const std::vector<std::string_view>& names);

/// Options that need no command line, with the default template.
importer::ImportOptions options();

/// The usual table, but for skipped results; without a status they are left out.
importer::StatusTable skipped_as(std::optional<importer::RunStatus> status);

importer::Gathered gathered(
    const importer::Reports& reports, const importer::ImportOptions& options = by_hand::options()
);

}  // namespace by_hand

// How Boost.Test shows values that it compares.
namespace importer {
std::ostream& boost_test_print_type(std::ostream& out, RunStatus status);
std::ostream& boost_test_print_type(std::ostream& out, ExitCode code);
std::ostream& boost_test_print_type(std::ostream& out, Action action);
}  // namespace importer

namespace client {
std::ostream& boost_test_print_type(std::ostream& out, StepStatus status);
}  // namespace client
