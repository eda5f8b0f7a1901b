#pragma once

#include "parsers/report.hpp"
#include "parsers/xml.hpp"

namespace parsers {

/// The TRX file of Visual Studio, mstest, vstest and `dotnet test`: a root of TestRun in
/// Microsoft's namespace. CppUnit's TestRun has none.
bool is_trx(pugi::xml_node root);

/// Whether the element, which need not be whole, is a result.
bool is_trx_result(pugi::xml_node node);

/// Fills suites, results, run errors and the producer of `report`. Throws ParseError.
void read_trx(xml::Tree& tree, Report& report);

}  // namespace parsers
