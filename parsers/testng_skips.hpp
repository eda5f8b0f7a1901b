#pragma once

#include "parsers/document.hpp"
#include "parsers/report.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// TestNG does not say why a test was skipped: what follows from the configuration methods
/// (`@BeforeClass` and the like) that did not succeed.
namespace parsers::testng {

/// An `exception` element.
struct Exception {
  std::string_view type;
  std::string_view message;
  std::string_view details;
};

/// A configuration method that failed, or that skipped by an exception of its own.
struct Configuration {
  SuiteIndex suite = 0;  ///< The top one, a `suite` element.
  SuiteIndex test = 0;   ///< Of its `test` element, which need not be that of the tests it breaks.
  std::string_view class_name;
  std::string_view name;
  bool failed = true;
  std::optional<StartTime> start;
  Exception exception;
  std::uint32_t report_line = 0;
};

/// A skipped test that does not say itself that it was skipped on purpose.
struct Skip {
  std::size_t result = 0;  ///< Index into Report::results.
  SuiteIndex suite = 0;    ///< The top one.
  Exception exception;     ///< Empty when it has none.
  /// Stands in a class that is cut off, of which a later execution may tell that it was repeated.
  bool may_be_repeated = false;
};

class Skips {
public:
  void add(const Configuration& configuration) { configurations_.push_back(configuration); }
  void add(const Skip& skip) { skips_.push_back(skip); }

  /// Tells that the file is cut off in this suite, a top one: what explains its skips may stand
  /// behind the break, and so may the skips that its configuration methods explain.
  void leave_open(SuiteIndex suite) { open_ = suite; }

  /// Makes skips blocked, or skipped with the reason, by what explains them; a failed
  /// configuration method that explains none becomes an error of the run. Takes the results whose
  /// meaning may stand behind a break out of the report, and gives their number.
  std::uint64_t explain(Report& report, Document& document);

private:
  using Index = std::size_t;

  bool is_certain(const Skip& skip, const Configuration* cause) const;
  const Configuration* cause_of(const Skip& skip, const Result& result) const;
  const Configuration* latest_before(const std::string& scope, const Result& result) const;

  std::vector<Configuration> configurations_;
  std::vector<Skip> skips_;
  std::optional<SuiteIndex> open_;
  /// Those of a class in a `test`, of a `test`, and of a `suite`, in order of time.
  boost::unordered_flat_map<std::string, std::vector<Index>> by_scope_;
  boost::unordered_flat_map<std::string, Index> by_exception_;
};

}  // namespace parsers::testng
