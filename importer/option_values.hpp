#pragma once

#include "client/entities.hpp"

#include <fmt/format.h>
#include <boost/program_options/variables_map.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <limits>
#include <string>
#include <system_error>
#include <vector>

/// The values of options, read and checked. `name` is the option's, without dashes; it must have a
/// value unless said otherwise. All throw UsageError, which says what the option takes.
namespace importer {

using OptionValues = boost::program_options::variables_map;

[[noreturn]] void refuse_value(std::string what);

/// From `least` to `most`.
template <class Number>
Number number(const OptionValues& values, const char* name, Number least, Number most) {
  const auto text = values[name].as<std::string>();
  Number value{};
  const auto* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end || value < least || value > most) {
    refuse_value(
        most == std::numeric_limits<Number>::max()
            ? fmt::format("--{} takes a whole number from {}, not '{}'", name, least, text)
            : fmt::format(
                  "--{} takes a whole number from {} to {}, not '{}'", name, least, most, text
              )
    );
  }
  return value;
}

/// How much of a whole: more than 0, at most 1.
double share(const OptionValues& values, const char* name);

/// Empty when the option has no value.
std::string word(const OptionValues& values, const char* name);

client::Id id(const OptionValues& values, const char* name);

/// Bytes: from `least` to 1 GB.
std::uint64_t size(const OptionValues& values, const char* name, std::uint64_t least);

/// The files, folders and patterns that are named beside the options: one at least.
std::vector<std::string> named_inputs(const OptionValues& values);

template <class T>
struct Word {
  const char* word;
  T meaning;
};

template <class T, std::size_t count>
T one_of(const OptionValues& values, const char* name, const Word<T> (&words)[count]) {
  const auto given = word(values, name);
  const auto* found = std::ranges::find(words, given, &Word<T>::word);
  if (found != std::end(words)) {
    return found->meaning;
  }
  std::string allowed;
  for (const auto& word : words) {
    allowed += fmt::format("{}{}", allowed.empty() ? "" : ", ", word.word);
  }
  refuse_value(fmt::format("--{} takes one of {}, not '{}'", name, allowed, given));
}

}  // namespace importer
