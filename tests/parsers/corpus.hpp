#pragma once

#include <span>
#include <string_view>

/// Reports that other projects' tools wrote, against the counts in the collection's index.
namespace support {

/// A file that the rules of its format count differently from the index, and why.
struct Explained {
  std::string_view path;    ///< As in the index.
  std::string_view counts;  ///< "passed failed errored skipped other", or "rejected".
  std::string_view why;
};

/// Checks every file of `format` in the index and prints a line of the totals; prints that it
/// skips when the collection is not there.
void expect_counts_of_the_index(std::string_view format, std::span<const Explained> explained);

/// Every file of the index that is no report must be refused.
void expect_refusals_of_the_index();

}  // namespace support
