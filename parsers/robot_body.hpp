#pragma once

#include "parsers/report.hpp"
#include "parsers/xml.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace parsers::robot {

/// Reads what a test did: the elements directly in it are its steps, each with the failure that
/// lies below it; pictures in messages of any depth are its attachments.
///
/// With a depth of 2 and more the elements in a step follow it as steps of their own, called
/// `Pay > Enter Card`; a failure that one of them tells is not told by those around it.
class BodyReader {
public:
  /// `depth` is from 1.
  BodyReader(xml::Tree& tree, unsigned depth) : tree_(tree), depth_(depth) {}

  /// Adds `child` of a test, and what is in it, as steps of `result`; does nothing when it is
  /// none. Throws ParseError.
  void add_step(pugi::xml_node child, Result& result);

  /// To be called when all tests are read: a dry run executes none of their keywords.
  void tell_of_a_dry_run();

private:
  /// Where an element stands: what it is in, and how deep.
  struct Around {
    std::string path;
    unsigned depth = 1;
  };
  void add_with_inner(pugi::xml_node element, const Around& around, Result& result);
  /// What is in a keyword or a loop, of which iterations and branches are no steps themselves.
  void add_inner(pugi::xml_node element, const Around& around, Result& result);
  void add_steps_in(pugi::xml_node block, const Around& around, Result& result);
  void add_inner_step(pugi::xml_node element, const Around& around, Result& result);
  Step step_of(pugi::xml_node element, Result* files);
  /// The last message of a failure or a skip that stands anywhere below. Adds the files of
  /// messages to `files`, when that is given.
  std::string_view message_below(pugi::xml_node top, Result* files);

  xml::Tree& tree_;
  unsigned depth_;
  std::uint64_t executed_ = 0;  ///< Keywords of tests.
  std::uint64_t left_out_ = 0;
};

/// The last FAIL message below a keyword, as plain text; empty when there is none.
std::string_view last_failure_below(xml::Tree& tree, pugi::xml_node keyword);

}  // namespace parsers::robot
