#pragma once

#include "parsers/report.hpp"
#include "parsers/report_times.hpp"
#include "parsers/testng_skips.hpp"
#include "parsers/text.hpp"
#include "parsers/xml.hpp"

#include <boost/unordered/unordered_flat_set.hpp>

#include <optional>
#include <string_view>

namespace parsers::testng {

/// What a `test-method` says that is not the result's alone.
struct Method {
  std::string_view status;
  std::string_view signature;  ///< `pays(int)[pri:0, instance:shop.Cart@1f57539]`
  std::string_view groups;     ///< Separated by commas; absent in most reports.
  bool is_configuration = false;
  bool retried = false;
  Exception exception;

  bool is(std::string_view word) const { return equal_ignoring_case(status, word); }
};

class MethodReader {
public:
  explicit MethodReader(xml::Tree& tree) : tree_(tree), times_(tree, {}) {}

  /// Reads into a result with its class all but the groups and what the status makes of it.
  Method read(pugi::xml_node node, Result& result);

  /// Whether a method that was read wrote this line to the Reporter.
  bool has_printed(std::string_view line) const { return printed_.contains(line); }

  /// Nothing for an attribute that is absent, empty or unreadable.
  std::optional<Duration> milliseconds(pugi::xml_attribute attribute);
  std::optional<StartTime> start(pugi::xml_attribute attribute);

private:
  struct Attributes {
    Method method;
    std::string_view instance;  ///< What an ITest calls itself.
  };
  Attributes read_attributes(pugi::xml_node node, Result& result);
  Exception read_exception(pugi::xml_node node);
  void read_output(pugi::xml_node list, JoinedText& out);
  void add_output(std::string_view text, const Spot& spot, Result& result);
  void read_attributes_of_result(pugi::xml_node list, Result& result);
  std::string_view parameters(pugi::xml_node list);
  std::string_view parameter_value(pugi::xml_node value);
  void add_instance(std::string_view instance, Result& result);

  xml::Tree& tree_;
  ReportTimes times_;
  boost::unordered_flat_set<std::string_view> printed_;
};

}  // namespace parsers::testng
