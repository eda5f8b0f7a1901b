#pragma once

#include "parsers/nunit_case.hpp"
#include "parsers/report.hpp"
#include "parsers/xml.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace parsers::nunit {

/// What the attributes of a `test-suite`, or of the root, say of how it went.
struct SuiteFacts {
  bool groups_one_method = false;  ///< Holds the cases of one method: no suite of its own.
  bool failed = false;
  bool failed_afterwards = false;  ///< Its tear-down did, whatever its tests did.
  bool cancelled = false;
};

/// An element on the way from the root to where the reader is.
struct Level {
  pugi::xml_node node;
  pugi::xml_node next;              ///< The child to be read next.
  pugi::xml_node behind_results;    ///< Where to go on after NUnit 2's `results`.
  std::optional<SuiteIndex> suite;  ///< Where its cases go.
  std::string_view name;            ///< As the report has it.
  std::optional<StartTime> start;   ///< Its own or that of the nearest level above.
  SuiteFacts facts;
  Said said;                       ///< Its own failure or reason.
  std::string_view why_failed;     ///< Why cases below could not run: its own or from above.
  std::string_view why_skipped;    ///< Why cases below were left out: its own or from above.
  bool explained_above = false;    ///< A level above tells why everything below fails.
  std::size_t inherited_tags = 0;  ///< From above, as are these properties.
  std::size_t inherited_properties = 0;
  std::uint64_t broken = 0;  ///< Cases below that failed, and failures told of suites.
  JoinedText out;
};

/// What the two generations of NUnit write differently.
class Generation {
public:
  virtual ~Generation() = default;

  /// The attributes of a `test-suite`, or of the root when it is none. Throws ParseError, as all
  /// here do.
  virtual SuiteFacts read_suite(pugi::xml_node node, Suite& suite) = 0;
  /// The attributes of a `test-case` below `levels`, of which there is at least one, the outermost
  /// first. May complete `told` from what the levels tell.
  virtual void read_case(
      pugi::xml_node node, std::span<const Level> levels, Told& told, Result& result
  ) = 0;
};

/// Gives a case that failed, or was left out, because of the suites above it their reason. `said`
/// is what the case says itself.
void explain_failure(const Level& level, Said& said);
void explain_skip(const Level& level, Said& said);

/// Walks the suites of a report of NUnit and fills suites, results and run errors. Categories and
/// properties of suites are given on to the cases below.
class TreeReader {
public:
  TreeReader(xml::Tree& tree, Report& report, Generation& generation);

  void read();

private:
  void open(pugi::xml_node node);
  void close();
  void read_child(pugi::xml_node child);
  void read_environment(pugi::xml_node node);
  void read_settings(pugi::xml_node node);
  void read_properties(pugi::xml_node list);
  void read_categories(pugi::xml_node list);
  void read_errors(pugi::xml_node list);
  void add_case(pugi::xml_node node);
  void inherit(pugi::xml_node node, Result& result);
  void settle(const Level& level);
  SuiteIndex suite_for_case();

  xml::Tree& tree_;
  Report& report_;
  Generation& generation_;
  std::vector<Level> levels_;
  std::vector<std::string_view> tags_;  ///< Of all open levels.
  std::vector<Property> properties_;
  std::size_t may_inherit_;  ///< How many tags and properties may still be given on.
  std::string_view host_;    ///< Of the whole run.
  std::vector<Property> environment_;
};

/// What a report's root counts. Several numbers are given where tools disagree what belongs to it.
struct Summary {
  std::vector<std::uint64_t> cases;
  std::vector<std::uint64_t> broken;  ///< Failures and errors.
};

/// Compares the summary with what was read: adds a run error when nothing was, though the summary
/// counts tests, and an oddity when they differ.
void check_summary(xml::Tree& tree, const Summary& summary, Report& report);

/// A counter attribute; nothing when it is absent or no number.
std::optional<std::uint64_t> counter(pugi::xml_node node, const char* attribute);

}  // namespace parsers::nunit
