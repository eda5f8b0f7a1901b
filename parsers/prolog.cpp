#include "parsers/prolog.hpp"

#include "parsers/error.hpp"
#include "parsers/lines.hpp"
#include "parsers/text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace parsers {

namespace {

using namespace std::string_view_literals;

constexpr auto doctype = "<!doctype"sv;

[[noreturn]] void refuse(std::string_view text, std::size_t offset, const std::string& why) {
  const auto place = LineIndex(text).place_of(offset);
  throw ParseError(place.line, place.column, why);
}

[[noreturn]] void refuse_early_end(
    std::string_view text, std::size_t offset, const std::string& why
) {
  const auto place = LineIndex(text).place_of(offset);
  throw EndsEarly(place.line, place.column, why);
}

struct Signature {
  std::string_view start;
  const char* why;
};

// The control characters among them are U+FFFD by now, the letters are left.
constexpr std::array<Signature, 9> signatures = {{
    {"PK\xEF\xBF\xBD\xEF\xBF\xBD"sv, "this is a zip file: unpack it and give the reports in it"},
    {"%PDF"sv, "this is a PDF, not a test report"},
    {"\xEF\xBF\xBDPNG"sv, "this is a picture, not a test report"},
    {"\xEF\xBF\xBD"
     "ELF"sv,
     "this is a program, not a test report"},
    {"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"sv,
     "this is a binary file, not a test report; is it compressed? Unpack it first"},
    {"TAP version"sv,
     "this is TAP, not XML: have it turned into JUnit, for instance by "
     "prove --formatter TAP::Formatter::JUnit"},
    {"1.."sv,
     "this is TAP, not XML: have it turned into JUnit, for instance by "
     "prove --formatter TAP::Formatter::JUnit"},
    {"=== RUN"sv,
     "this is the output of go test, not XML: have it turned into JUnit by "
     "gotestsum --junitfile"},
    {"Traceback"sv, "this is the stack trace of a crash, not XML: look why the test run broke"},
}};

[[noreturn]] void refuse_what_is_no_xml(std::string_view text, std::size_t first) {
  const auto begin = text.substr(first);
  for (const auto& signature : signatures) {
    if (begin.starts_with(signature.start)) {
      refuse(text, first, signature.why);
    }
  }
  const auto xml = begin.find("<?xml");
  constexpr std::size_t near = 65536;
  if (xml != npos && xml < near) {
    refuse(
        text,
        first,
        "other text stands before the XML: have the test tool write its report to a file of its "
        "own instead of capturing its output"
    );
  }
  refuse(text, first, "this is not XML: give the report file that the test tool writes");
}

[[noreturn]] void refuse_page(std::string_view text, std::size_t first) {
  if (text.find("RanorexReport") != npos) {
    refuse(
        text,
        first,
        "this is the viewer page of a Ranorex report; the results are in the file beside it that "
        "ends in .rxlog.data, or let Ranorex write JUnit with /junit"
    );
  }
  refuse(text, first, "this is an HTML page, not a test report: give the XML that the tool writes");
}

/// Whether `rest` ends before it tells what begins there.
bool begins_markup(std::string_view rest) {
  return "<!--"sv.starts_with(rest) || (rest.size() < doctype.size() &&
                                        equal_ignoring_case(rest, doctype.substr(0, rest.size())));
}

/// Behind the DOCTYPE at `at`.
std::size_t skip_doctype(std::string_view text, std::size_t at) {
  int depth = 0;
  char quote = 0;
  for (auto i = at; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != 0) {
      quote = c == quote ? char{0} : quote;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (text.substr(i).starts_with("<!ENTITY")) {
      refuse(
          text,
          i,
          "the report declares an entity; such files are refused because they can read other files "
          "or grow without end: have it written without a DOCTYPE"
      );
    } else if (text.substr(i).starts_with("<!--")) {
      const auto end = text.find("-->", i + 4);
      if (end == npos) {
        break;
      }
      i = end + 2;
    } else if (c == '<') {
      ++depth;
    } else if (c == '>' && --depth == 0) {
      return i + 1;
    }
  }
  refuse_early_end(text, at, "the file ends in the middle of its DOCTYPE; it was probably cut off");
}

}  // namespace

Prolog read_prolog(std::string_view text, Oddities& oddities) {
  if (text.empty()) {
    throw EndsEarly(0, 0, "the file is empty: did the test run crash before it wrote its report?");
  }
  std::size_t at = text.find_first_not_of(" \t\r\n");
  if (at == npos) {
    throw EndsEarly(
        0,
        0,
        "the file holds nothing but white space: did the test run crash before it wrote its report?"
    );
  }
  if (at > 0 && text.substr(at).starts_with("<?xml")) {
    oddities.add("white space before the XML declaration passed over: {}", 1);
  }
  while (at < text.size()) {
    const auto rest = text.substr(at);
    std::size_t end = npos;
    if (rest.front() != '<') {
      refuse_what_is_no_xml(text, at);
    } else if (begins_markup(rest)) {
      // Stays npos.
    } else if (rest.starts_with("<?")) {
      end = text.find("?>", at);
      end = end == npos ? npos : end + 2;
    } else if (rest.starts_with("<!--")) {
      end = text.find("-->", at + 4);
      end = end == npos ? npos : end + 3;
    } else if (equal_ignoring_case(rest.substr(0, doctype.size()), doctype)) {
      const auto name = trimmed(rest.substr(doctype.size(), 20));
      if (equal_ignoring_case(name.substr(0, 4), "html")) {
        refuse_page(text, at);
      }
      end = skip_doctype(text, at);
    } else {
      const auto name =
          rest.substr(1, std::min(rest.find_first_of(" \t\r\n/>", 1), rest.size()) - 1);
      if (equal_ignoring_case(name, "html")) {
        refuse_page(text, at);
      }
      const bool letter =
          !name.empty() && (std::isalpha(static_cast<unsigned char>(name[0])) != 0 ||
                            name[0] == '_' || (name[0] & 0x80) != 0);
      if (!letter) {
        refuse_what_is_no_xml(text, at);
      }
      return {at, name};
    }
    if (end == npos) {
      refuse_early_end(text, at, "the file ends before its first element; it was probably cut off");
    }
    at = std::min(text.find_first_not_of(" \t\r\n", end), text.size());
  }
  throw EndsEarly(
      0, 0, "the file holds no element: did the test run crash before it wrote its report?"
  );
}

}  // namespace parsers
