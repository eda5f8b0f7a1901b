#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace importer::history {

/// "3 days 4 hours", "12 minutes"; as exact as matters.
std::string duration_words(std::chrono::minutes minutes);

/// The least that so many calls take, "12 minutes at 30 a minute".
std::string time_words(std::size_t calls, int rate);

}  // namespace importer::history
