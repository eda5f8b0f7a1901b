#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fuzz {

/// What scripts/fuzz tells a fuzzer beside libFuzzer's own options.
struct Arguments {
  std::string format;              ///< `--format=…`: which reports are meant; empty for any.
  std::vector<std::string> words;  ///< The entries of libFuzzer's `-dict=…`.
};

/// Throws std::runtime_error when the dictionary cannot be read.
Arguments read_arguments(const std::vector<std::string_view>& arguments);

}  // namespace fuzz
