#pragma once

#include "parsers/report.hpp"

namespace fuzz {

/// Reads every field of the report, also through its exports, and reads the JUnit export back.
/// Aborts, with the reason on stderr, where the report breaks a promise of parsers/report.hpp.
void check(const parsers::Report& report);

}  // namespace fuzz
