#pragma once

#include <string>

namespace importer {

/// The script that makes a shell ("bash", "zsh", "fish") complete ptimport's commands, options and
/// the words that an option chooses from; made from the options themselves, so never out of date.
/// Throws UsageError for another shell.
std::string completion_script(const std::string& shell);

}  // namespace importer
