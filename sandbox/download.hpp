#pragma once

#include "sandbox/message.hpp"

#include <string>

namespace sandbox {

/// A file of a run, to look at or to keep. What is plainly a PNG, a JPEG or text is shown, text
/// always as text/plain; all else is for keeping. A browser may neither guess another type nor run
/// anything of it.
Response download(const std::string& name, std::string content);

}  // namespace sandbox
