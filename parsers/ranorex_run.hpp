#pragma once

#include "parsers/ranorex_module.hpp"
#include "parsers/report.hpp"
#include "parsers/secrets.hpp"
#include "parsers/xml.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace parsers::ranorex {

/// Where, when and on what the run was: host, start and properties of its outermost suite.
void describe_run(xml::Tree& tree, pugi::xml_node root, Suite& suite);

/// What a run says of itself, against what stands in it.
class RunEnd {
public:
  RunEnd(xml::Tree& tree, ModuleReader& modules, Secrets& secrets, Report& report)
      : tree_(tree), modules_(modules), secrets_(secrets), report_(report) {}

  /// Adds an error of the run where it was interrupted, or failed and none of its tests did.
  /// `root` is the activity of the run; its results and errors are those from these indexes on.
  void conclude(
      pugi::xml_node root, SuiteIndex suite, std::size_t first_result, std::size_t first_error
  );

private:
  void add_error(pugi::xml_node root, std::string_view message, std::string_view details = {});
  void add_failure(pugi::xml_node root);
  std::optional<std::uint64_t> total(pugi::xml_node root, const char* recent, const char* old);
  void check_totals(pugi::xml_node root, std::span<const Result> results, std::uint64_t errors);

  xml::Tree& tree_;
  ModuleReader& modules_;
  Secrets& secrets_;
  Report& report_;
  SuiteIndex suite_ = 0;
};

}  // namespace parsers::ranorex
