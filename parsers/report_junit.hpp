#pragma once

#include "parsers/report.hpp"

#include <span>
#include <string>

namespace parsers {

/// Reports as one clean JUnit XML document, for tools that read nothing else. Blocked, not run and
/// inconclusive results become `skipped` with the word in `type`, aborted ones `error`; attachments
/// become `[[ATTACHMENT|path]]` lines, earlier attempts Surefire's flaky and rerun elements.
std::string to_junit(std::span<const Report> reports);

}  // namespace parsers
