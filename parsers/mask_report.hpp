#pragma once

#include "parsers/mask_rules.hpp"
#include "parsers/report.hpp"
#include "parsers/xml.hpp"

namespace parsers {

/// Puts `***` in the place of what the rules cover: values of properties and of parameters that
/// have names, and these values wherever else they stand in messages, output and steps. Names of
/// results, suites and classes stay, as tests are found by them. The tree is the report's.
void mask_secrets(xml::Tree& tree, Report& report, const MaskRules& rules);

}  // namespace parsers
