#pragma once

#include "parsers/mask_rules.hpp"
#include "parsers/report.hpp"
#include "parsers/secrets.hpp"
#include "parsers/xml.hpp"

namespace parsers {

/// Puts `***` in the place of what the rules cover: values of properties and of parameters that
/// have names, and these values wherever else they stand in messages, output and steps. Names of
/// results, suites and classes stay, as tests are found by them. The tree is the report's.
void mask_secrets(xml::Tree& tree, Report& report, const MaskRules& rules);

/// The same for a report that is no XML; `secrets` may know values already.
void mask_secrets(Secrets& secrets, Report& report);

}  // namespace parsers
