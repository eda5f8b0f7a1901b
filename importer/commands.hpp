#pragma once

#include <boost/program_options/options_description.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace importer {

/// A command as its user types and completes it.
struct CommandNames {
  std::string_view name;
  std::string_view what;  ///< A few words, for a list of commands.
  boost::program_options::options_description options;
  /// What follows it where it takes neither options nor files: topics, shells.
  std::vector<std::string_view> words = {};
};

/// All commands, in the order in which help shows them.
std::vector<CommandNames> all_commands();

}  // namespace importer
