#include "importer/file_name.hpp"

#include "importer/digest.hpp"
#include "importer/terminal.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace importer {

namespace {

constexpr std::size_t longest_ending = 12;

/// Where ".png" or ".tar.gz" begins; the end of a name without.
std::size_t ending_of(std::string_view name) {
  auto at = name.rfind('.');
  if (at == name.npos || at == 0 || name.size() - at > longest_ending) {
    return name.size();
  }
  const auto before = name.substr(0, at);
  const auto inner = before.ends_with(".tar") && before.size() > 4 ? before.size() - 4 : at;
  return inner;
}

/// At most so many characters, the ending kept.
std::string cut(std::string_view name, std::size_t most) {
  if (text::characters(name) <= most) {
    return std::string(name);
  }
  const auto ending = name.substr(ending_of(name));
  const auto room = most - text::characters(ending);
  return text::cut_in_the_middle(name.substr(0, name.size() - ending.size()), room).append(ending);
}

std::string base_name(std::string_view path) {
  const auto end = path.find_last_not_of("/\\");
  path = path.substr(0, end == path.npos ? 0 : end + 1);
  const auto name = shown(path.substr(path.find_last_of("/\\") + 1), path.size());
  return name.empty() || name == "." || name == ".." ? "file" : name;
}

std::string hash_of(std::string_view whole) {
  Digest digest;
  digest.add(whole);
  return digest.hexadecimal().substr(0, 8);
}

}  // namespace

std::string FileNames::name_for(std::string_view wanted, std::string_view whole) {
  const auto base = base_name(wanted);
  auto name = cut(base, max_file_name_characters);
  for (int number = 1; !taken_.insert(name).second; ++number) {
    const auto ending = base.substr(ending_of(base));
    const auto stem = base.substr(0, base.size() - ending.size());
    const auto mark = number == 1 ? fmt::format("-{}", hash_of(whole))
                                  : fmt::format("-{}-{}", hash_of(whole), number);
    name = cut(stem, max_file_name_characters - mark.size() - text::characters(ending)) + mark +
           ending;
  }
  return name;
}

}  // namespace importer
