#include "parsers/oddities.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace parsers {

void Oddities::add(std::string_view what, std::uint32_t line, std::uint64_t count) {
  const auto known = std::ranges::find(entries_, what, &Entry::what);
  if (known == entries_.end()) {
    entries_.push_back({what, line, count});
  } else {
    known->count += count;
  }
}

std::vector<Oddity> Oddities::list() const {
  std::vector<Oddity> oddities;
  oddities.reserve(entries_.size());
  for (const auto& entry : entries_) {
    oddities.push_back({entry.line, fmt::format(fmt::runtime(entry.what), entry.count)});
  }
  return oddities;
}

}  // namespace parsers
