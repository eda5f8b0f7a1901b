#pragma once

#include "parsers/report.hpp"
#include "parsers/xml.hpp"

#include <cstdint>
#include <string_view>

namespace parsers::robot {

/// How many keywords of tests did what; a dry run executes none.
struct KeywordCount {
  std::uint64_t executed = 0;
  std::uint64_t left_out = 0;
};

/// Reads what a test did: the elements directly in it are its steps, each with the failure that
/// lies below it; pictures in messages of any depth are its attachments.
class BodyReader {
public:
  explicit BodyReader(xml::Tree& tree) : tree_(tree) {}

  /// Adds `child` of a test as a step of `result`; does nothing when it is none. Throws
  /// ParseError.
  void add_step(pugi::xml_node child, Result& result);

  /// Adds the files that an HTML message shows or links to.
  void add_files(std::string_view html, const Spot& spot, Result& result);

  const KeywordCount& keywords() const { return keywords_; }

private:
  std::string_view name_of_step(pugi::xml_node child);
  std::string_view name_of_loop(pugi::xml_node loop);
  /// The last message of a failure or a skip that stands anywhere below.
  std::string_view message_below(pugi::xml_node top, Result& result);

  xml::Tree& tree_;
  KeywordCount keywords_;
};

/// The last FAIL message below a keyword, as plain text; empty when there is none.
std::string_view last_failure_below(xml::Tree& tree, pugi::xml_node keyword);

/// A keyword's part in its suite or test, whose spelling changed in version 4.
bool is_setup(pugi::xml_node keyword);
bool is_teardown(pugi::xml_node keyword);

}  // namespace parsers::robot
