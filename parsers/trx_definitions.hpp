#pragma once

#include "parsers/report.hpp"
#include "parsers/xml.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <string_view>
#include <vector>

namespace parsers::trx {

/// What `TestDefinitions` says of a test. Results only refer to it.
struct Definition {
  std::string_view name;
  std::string_view class_name;  ///< Without its assembly.
  std::string_view method;
  std::string_view storage;  ///< The assembly or file that holds the test.
  Evidence described;        ///< Properties, tags and what else can be said before a test runs.
};

/// The definitions of a run, found by a result's ids. Any of them may be missing.
class Definitions {
public:
  explicit Definitions(xml::Tree& tree) : tree_(tree) {}

  /// Reads a `TestDefinitions` element.
  void read(pugi::xml_node list);

  /// Null when there is none.
  const Definition* find(std::string_view test_id, std::string_view execution_id) const;

  /// "vstest" or "MSTest", as the adapters tell; else empty.
  std::string_view producer() const { return producer_; }

private:
  void read_child(pugi::xml_node child, Definition& definition);
  void add_property(Definition& definition, std::string_view name, std::string_view value);
  void limit(Definition& definition, pugi::xml_node place);

  xml::Tree& tree_;
  std::vector<Definition> definitions_;
  boost::unordered_flat_map<std::string_view, std::size_t> by_test_id_;
  boost::unordered_flat_map<std::string_view, std::size_t> by_execution_id_;
  std::string_view producer_;
};

}  // namespace parsers::trx
