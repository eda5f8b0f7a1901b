#pragma once

#include "parsers/report.hpp"
#include "parsers/xml.hpp"

#include <optional>
#include <string_view>

namespace parsers::robot {

/// What the `status` element of a suite, a test or a keyword says.
struct Outcome {
  Status status = Status::inconclusive;
  std::string_view message;  ///< As plain text.
  std::string_view html;     ///< The same as it was written, when it is HTML.
  std::optional<StartTime> start;
  std::optional<Duration> duration;
};

/// Nothing when the element has no status. A word that is unknown makes it inconclusive and an
/// oddity. Throws ParseError.
std::optional<Outcome> outcome_of(xml::Tree& tree, pugi::xml_node element);

/// PASS, FAIL, SKIP, NOT RUN; nothing for another word.
std::optional<Status> status_of(std::string_view word);

/// Message text that may begin with `*HTML*`, as plain text.
std::string_view plain(xml::Tree& tree, std::string_view message);

/// `html="true"` since version 4, `html="yes"` before.
bool is_html(pugi::xml_node msg);

}  // namespace parsers::robot
