#include "parsers/mask_rules.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace parsers {

namespace {

using namespace std::string_view_literals;

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

/// Such keys name things that are no secret: PROJ-12, or a column.
bool is_of_ticket(std::string_view before) {
  static constexpr std::array things = {
      "test"sv, "issue"sv, "requirement"sv, "story"sv, "project"sv, "primary"sv, "foreign"sv};
  while (!before.empty() && !is_letter(before.back())) {
    before.remove_suffix(1);
  }
  return std::ranges::any_of(things, [before](auto thing) { return before.ends_with(thing); });
}

/// `apiKey`, `API_KEY`, `key2`, but not `keyboard` and not `monkey`.
bool has_word_key(std::string_view name, std::string_view lower) {
  for (auto at = lower.find("key"); at != std::string_view::npos; at = lower.find("key", at + 1)) {
    const bool begins = at == 0 || !is_letter(name[at - 1]) ||
                        (name[at] == 'K' && is_lower(name[at - 1])) ||
                        lower.substr(0, at).ends_with("api");
    auto end = at + 3;
    end += end < lower.size() && lower[end] == 's' ? 1 : 0;
    const bool ends = end == name.size() || !is_letter(name[end]) ||
                      (is_lower(name[end - 1]) && !is_lower(name[end]));
    if (begins && ends && !is_of_ticket(lower.substr(0, at))) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool sounds_secret(std::string_view name) {
  static constexpr std::array parts = {
      "password"sv,
      "passwd"sv,
      "passphrase"sv,
      "passwort"sv,
      "kennwort"sv,
      "pwd"sv,
      "token"sv,
      "secret"sv,
      "credential"sv};
  std::string lower(name);
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) {
    return static_cast<char>(std::tolower(c));
  });
  return std::ranges::any_of(
             parts, [&](auto part) { return lower.find(part) != std::string::npos; }
         ) ||
         has_word_key(name, lower);
}

bool MaskRules::cover(std::string_view name) const {
  if (none) {
    return false;
  }
  const auto fits = [name = std::string(name)](const std::string& pattern) {
    return ::fnmatch(pattern.c_str(), name.c_str(), FNM_CASEFOLD) == 0;
  };
  return sounds_secret(name) || std::ranges::any_of(patterns, fits);
}

}  // namespace parsers
