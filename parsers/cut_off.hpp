#pragma once

#include "parsers/report.hpp"

#include <cstdint>

namespace parsers {

/// Throws EndsEarly for a text that is cut off behind so many complete results.
[[noreturn]] void refuse_cut(const CutOff& cut_off, std::uint64_t complete);

}  // namespace parsers
