#pragma once

#include "parsers/report.hpp"

#include <string_view>

/// What testers write into properties and output by convention, because JUnit has no place for it.
namespace parsers::junit {

/// Sorts one property of a test case into tags (`tag`, `tags`, `cmake_labels`), attachments
/// (`attachment`, `attachment_1`, `testrail_attachment`), steps (`step`, `step[failed]`,
/// `testrail_result_step`) or properties.
/// Sources: Testmo's JUnit XML guide, TestRail CLI's documentation, CTest's cmake_labels.
void add_property(std::string_view name, std::string_view value, Evidence& evidence);

/// Steps whose result nobody told passed where the whole test did, and are inconclusive elsewhere.
void settle_steps(Status result, Evidence& evidence);

/// Whether `text` holds a marker that add_markers understands.
bool has_markers(std::string_view text);

/// Takes `[[ATTACHMENT|path]]`, `[[ATTACHMENT|path|{"type":…}]]`, `[[PROPERTY|name=value]]` and
/// `[[PROPERTY|name]]…[[/PROPERTY]]` out of captured text; the text itself stays as it is.
void add_markers(std::string_view text, Evidence& evidence);

/// Does both with all that a result holds; to be called when it is read otherwise.
void apply_conventions(Result& result);

}  // namespace parsers::junit
