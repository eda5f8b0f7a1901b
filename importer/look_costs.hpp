#pragma once

#include <cstddef>

/// What looking costs, in calls, and when it is worth it.
namespace importer {

constexpr std::size_t calls_for(std::size_t items, std::size_t a_call) {
  return (items + a_call - 1) / a_call;
}

/// Names that memory does not know are probably new: to doubt it, a look must cost less than a
/// tenth of what it can save. So a wrong guess costs ten times what the look had cost, at most.
constexpr bool doubt_memory(std::size_t unknown_names, std::size_t pages) {
  return unknown_names > 10 * pages;
}

/// A name found in a list saves its auto_create and costs a twentieth of a call for the run and
/// one for the instance. Nothing tells how many of the names will be found: half of what can be.
constexpr bool worth_listing(std::size_t names_it_may_hold, std::size_t pages_left) {
  return 20 * pages_left < 9 * names_it_may_hold;
}

}  // namespace importer
