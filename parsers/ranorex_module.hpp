#pragma once

#include "parsers/report.hpp"
#include "parsers/secrets.hpp"
#include "parsers/xml.hpp"

#include <string_view>

namespace parsers::ranorex {

/// Reads what was executed: the modules of recordings and code, each with its log of items.
class ModuleReader {
public:
  ModuleReader(xml::Tree& tree, Secrets& secrets) : tree_(tree), secrets_(secrets) {}

  /// A module as a step: its failure with the stack trace of the item that failed. `prefix` is
  /// put before its name. Throws ParseError.
  Step read(pugi::xml_node module, std::string_view prefix);

  /// Adds the screenshots of all items directly in the activity and of those in its modules'
  /// iterations.
  void add_screenshots(pugi::xml_node activity, Result& result);

  /// The failure that an activity tells in so many words, else that of its last item of a failure.
  struct Failure {
    std::string_view message;
    std::string_view details;
  };
  Failure failure_of(pugi::xml_node activity);

  /// With the `<br/>` in it as new lines.
  std::string_view text_of(pugi::xml_node message);

  /// Success and so on; a word that is unknown makes it inconclusive, and an oddity.
  Status status_of(pugi::xml_node activity);
  std::optional<Duration> duration_of(pugi::xml_node activity);

private:
  xml::Tree& tree_;
  Secrets& secrets_;
};

}  // namespace parsers::ranorex
