#pragma once

#include "parsers/report.hpp"
#include "parsers/xml.hpp"

namespace parsers::robot {

/// Takes apart the message that `rebot --merge` gives to a test which was executed again: the
/// latest execution is the result, those before it become its earlier attempts. Does nothing with
/// any other message.
void read_merge(xml::Tree& tree, Result& result);

}  // namespace parsers::robot
