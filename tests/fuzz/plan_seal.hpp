#pragma once

#include <string>

namespace fuzz {

/// The plan with the digest in its last line that its other lines have; unchanged when its last
/// line is none that could have one.
std::string sealed(const std::string& plan);

}  // namespace fuzz
