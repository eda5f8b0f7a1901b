#include "parsers/secrets.hpp"

#include "parsers/text.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace parsers {

namespace {

using namespace std::string_view_literals;

constexpr auto mask = "***"sv;

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

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
    if (begins && ends) {
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

std::string_view Secrets::value(std::string_view name, std::string_view value, const Spot& spot) {
  if (value.empty() || !sounds_secret(name)) {
    return value;
  }
  tree_.oddities().add(
      "values of parameters whose names sound secret (password, token, key, …) masked: {}", spot
  );
  remember(name, value);
  return mask;
}

void Secrets::remember(std::string_view name, std::string_view value) {
  if (!sounds_secret(name)) {
    return;
  }
  // Shorter ones would be found in any text; and each is looked for in every message.
  constexpr std::size_t shortest = 4;
  constexpr std::size_t most = 50;
  if (value.size() >= shortest && known_.size() < most &&
      std::ranges::find(known_, value) == known_.end()) {
    known_.emplace_back(value);
  }
}

std::string_view Secrets::masked(std::string_view text) {
  std::string changed;
  for (const auto& secret : known_) {
    if (!contains(text, secret)) {
      continue;
    }
    std::string next;
    for (auto rest = text; !rest.empty();) {
      const auto at = rest.find(secret);
      next += rest.substr(0, at);
      if (at == std::string_view::npos) {
        break;
      }
      next += mask;
      rest.remove_prefix(at + secret.size());
    }
    changed = std::move(next);
    text = changed;
  }
  return changed.empty() ? text : tree_.document().keep(changed);
}

}  // namespace parsers
