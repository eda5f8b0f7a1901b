#pragma once

#include "parsers/xml.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace parsers::robot {

/// Whether an element is a step where it stands directly in a test, a keyword or a loop.
bool is_step(pugi::xml_node element);

/// A step as its test's source has it: `FOR ${mug} IN @{MUGS}`; a keyword's name, with `Setup:` or
/// `Teardown:` before it. Lives as long as the document.
std::string_view name_of_step(xml::Tree& tree, pugi::xml_node element);

/// An iteration of the loop `loop`.
bool is_round(pugi::xml_node element);
/// `FOR ${mug} = red`, `WHILE $n < 3, round 2`; `number` is from 1.
std::string name_of_round(xml::Tree& tree, pugi::xml_node round, std::size_t number);

/// A branch of IF or TRY: `ELSE IF $n > 1`, `EXCEPT No such mug`.
std::string name_of_branch(xml::Tree& tree, pugi::xml_node branch);

/// `outer > inner`; where that is too long to be read only the inner one is kept whole.
std::string joined(std::string_view outer, std::string_view inner);

/// A keyword's part in its suite or test, whose spelling changed in version 4.
bool is_setup(pugi::xml_node keyword);
bool is_teardown(pugi::xml_node keyword);

}  // namespace parsers::robot
