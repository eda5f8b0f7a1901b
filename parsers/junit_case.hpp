#pragma once

#include "parsers/report.hpp"
#include "parsers/report_times.hpp"
#include "parsers/xml.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace parsers::junit {

/// Reads test cases; what it needs to know of the report stays the same for all of them.
class CaseReader {
public:
  CaseReader(xml::Tree& tree, ReportTimes& times, std::string_view producer)
      : tree_(tree),
        times_(times),
        is_ctest_(producer == "CTest"),
        is_doctest_(producer == "doctest"),
        is_playwright_(producer == "Playwright") {}

  /// Reads a `testcase` element into a new result, whose suite is left to the caller. Throws
  /// ParseError.
  void read(pugi::xml_node node, Result& result);

private:
  struct Outcome {
    Status status = Status::passed;
    std::string_view type;
    std::string_view message;
    std::string_view details;
    bool excuses = false;  ///< Says that a failure beside it does not fail the run.
  };
  /// The children of one test case, sorted.
  struct Children {
    std::vector<Outcome> outcomes;
    std::vector<Attempt> flaky;   ///< Failures before the execution that the case shows.
    std::vector<Attempt> reruns;  ///< Failures after it.
    JoinedText out;
    JoinedText err;
  };
  struct Words {
    std::string_view status;
    std::string_view result;
  };

  Words read_attributes(pugi::xml_node node, Result& result);
  void read_child(pugi::xml_node child, const Words& words, Result& result);
  /// Whether a child of that name has something to say.
  bool read_child_named(
      std::string_view name, pugi::xml_node child, const Words& words, Result& result
  );
  void read_unknown_child(pugi::xml_node child, const Words& words, Result& result);
  std::string_view text_in(pugi::xml_node child);
  /// `name` is the test's.
  Outcome read_outcome(pugi::xml_node child, Status status, std::string_view name);
  Attempt read_attempt(pugi::xml_node child, Status status);
  void read_properties(pugi::xml_node list, Result& result);

  Status status_in(const Words& words);
  void conclude(const Words& words, Result& result);
  void order_attempts(Result& result);
  std::string_view all_details(const Outcome& main);

  xml::Tree& tree_;
  ReportTimes& times_;
  bool is_ctest_;
  bool is_doctest_;
  bool is_playwright_;
  Children children_;  ///< Of the case that is being read.
};

/// The text of a `property`: its value attribute, else what stands in the element.
std::string_view property_value(xml::Tree& tree, pugi::xml_node property);

/// The attribute belongs to XML and not to the report: `xmlns`, `xsi:…`, `xml:…`.
bool is_of_xml(std::string_view attribute);

/// How many attributes that JUnit does not have are kept of one element.
constexpr std::size_t most_extra_attributes = 100;

}  // namespace parsers::junit
