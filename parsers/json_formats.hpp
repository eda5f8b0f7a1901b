#pragma once

#include "parsers/json_text.hpp"
#include "parsers/read_report.hpp"
#include "parsers/secrets.hpp"

#include <span>
#include <string>
#include <string_view>

namespace parsers {

/// A report format that is JSON and is read as such.
struct JsonFormat {
  std::string_view name;       ///< As the user writes it: "cucumber".
  std::string_view described;  ///< Whose it is.
  bool (*recognises)(const JsonText& json);
  void (*read)(JsonText& json, Report& report, Secrets& secrets);
};

std::span<const JsonFormat> json_formats();

/// Whether a text begins as JSON does, which no XML does.
bool looks_like_json(std::string_view text);

/// The format that the content shows. Throws NotAReport when that is none, or not the one that
/// `asked` names; ParseError for results in a form of their own; EndsEarly when nothing recognises
/// what stands before a break.
const JsonFormat& json_format_of(const JsonText& json, std::string_view asked);

}  // namespace parsers
