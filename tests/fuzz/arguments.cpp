#include "tests/fuzz/arguments.hpp"

#include <fstream>
#include <stdexcept>

namespace fuzz {

namespace {

/// One `"word"` a line; scripts/fuzz writes none that needs an escape.
std::vector<std::string> read_dictionary(const std::string& path) {
  std::ifstream file(path);
  if (!file) {
    throw std::runtime_error("cannot open the dictionary " + path);
  }
  std::vector<std::string> words;
  for (std::string line; std::getline(file, line);) {
    if (line.size() > 2 && line.front() == '"' && line.back() == '"') {
      words.push_back(line.substr(1, line.size() - 2));
    }
  }
  return words;
}

}  // namespace

Arguments read_arguments(const std::vector<std::string_view>& arguments) {
  constexpr std::string_view format = "--format=";
  constexpr std::string_view dictionary = "-dict=";
  Arguments read;
  for (const auto argument : arguments) {
    if (argument.starts_with(format)) {
      read.format = argument.substr(format.size());
    } else if (argument.starts_with(dictionary)) {
      read.words = read_dictionary(std::string(argument.substr(dictionary.size())));
    }
  }
  return read;
}

}  // namespace fuzz
