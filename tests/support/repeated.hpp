#pragma once

#include <cstddef>
#include <set>

namespace support {

/// How many of the items have a name that one before them has.
template <class Items, class Name>
std::size_t repeated(const Items& items, Name name) {
  std::set<decltype(name(items.front()))> names;
  for (const auto& item : items) {
    names.insert(name(item));
  }
  return items.size() - names.size();
}

}  // namespace support
