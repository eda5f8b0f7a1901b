#include "parsers/oddities.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace parsers {

Oddities::Entry* Oddities::known(std::string_view what) {
  const auto found = std::ranges::find(entries_, what, &Entry::what);
  return found == entries_.end() ? nullptr : &*found;
}

void Oddities::add(std::string_view what, const Spot& spot, std::uint64_t count) {
  if (auto* const entry = known(what)) {
    entry->count += count;
  } else {
    entries_.push_back({what, spot.lines.place_of(spot.offset), count});
  }
}

void Oddities::add(std::string_view what, Place place, std::uint64_t count) {
  if (auto* const entry = known(what)) {
    entry->count += count;
  } else {
    entries_.push_back({what, place, count});
  }
}

std::vector<Oddity> Oddities::list() const {
  std::vector<Oddity> oddities;
  oddities.reserve(entries_.size());
  for (const auto& entry : entries_) {
    oddities.push_back(
        {entry.place.line, entry.place.column, fmt::format(fmt::runtime(entry.what), entry.count)}
    );
  }
  return oddities;
}

}  // namespace parsers
