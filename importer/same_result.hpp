#pragma once

#include "parsers/report.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

/// Whether results of two reports are one and the same, as far as their formats let it be seen.
namespace importer {

/// "shop.Cart.adds" of class "shop.Cart" and name "adds", of name "shop.Cart.adds" alone, and of
/// "adds(1, 2)" in "shop.Cart": `$`, `+`, `:`, `#` and `/` become dots, parameters are left out.
std::string bare_name(const parsers::Result& result);

/// The last part of such a name, within the result: equal for all forms of one name.
std::string_view last_part(const parsers::Result& result);

/// Two reports of results, which must outlive this.
class SameResult {
public:
  SameResult(const parsers::Report& one, const parsers::Report& other);

  /// Between results whose bare names have the same last part. Of one format: the same name,
  /// status, duration, start and reason, in suites of the same name, file, duration and
  /// properties. Between formats: what both have must agree; the class may be absent or lack its
  /// package, a failure may be an error, durations may be rounded apart, a reason may be part of
  /// the other one. Never on different hosts.
  bool operator()(const parsers::Result& one, const parsers::Result& other);

  bool of_one_format() const { return of_one_format_; }

private:
  bool same_suites(const parsers::Result& one, const parsers::Result& other);
  bool may_be_one_suite(parsers::SuiteIndex one, parsers::SuiteIndex other);

  const parsers::Report& one_;
  const parsers::Report& other_;
  bool of_one_format_;
  /// The suites that were compared last: those of neighbouring results are the same.
  std::optional<std::pair<parsers::SuiteIndex, parsers::SuiteIndex>> compared_;
  bool compared_equal_ = false;
};

}  // namespace importer
