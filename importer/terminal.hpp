#pragma once

#include <string>
#include <string_view>

namespace importer {

/// Text of a report or a server as it may be shown on a terminal: on one line, at most `most`
/// characters, without control characters and without marks that change the writing direction.
std::string shown(std::string_view text, std::size_t most = 160);

/// Columns of the terminal that standard error is; 80 when it does not say.
std::size_t terminal_columns();

}  // namespace importer
