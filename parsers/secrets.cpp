#include "parsers/secrets.hpp"

#include "parsers/text.hpp"

#include <algorithm>
#include <array>

namespace parsers {

namespace {

using namespace std::string_view_literals;

constexpr auto mask = "***"sv;
constexpr auto words =
    "values of parameters whose names sound secret (password, token, key, …) masked: {}"sv;

/// Words that are no secret and stand in many a text.
constexpr std::array common = {"true"sv, "false"sv, "null"sv, "none"sv, "undefined"sv};

}  // namespace

std::string_view Secrets::value(std::string_view name, std::string_view value, const Spot& spot) {
  if (value.empty() || !rules_.cover(name)) {
    return value;
  }
  oddities_.add(words, spot);
  remember(name, value);
  return mask;
}

std::string_view Secrets::value(std::string_view name, std::string_view value, std::uint32_t line) {
  if (value.empty() || value == mask || !rules_.cover(name)) {
    return value;
  }
  oddities_.add(words, line);
  remember(name, value);
  return mask;
}

std::string_view Secrets::pairs(std::string_view text, std::uint32_t line) {
  std::string changed;
  bool any = false;
  for (auto rest = text; !rest.empty();) {
    const auto piece = rest.substr(0, rest.find(", "));
    rest.remove_prefix(std::min(rest.size(), piece.size() + 2));
    const auto equals = std::min(piece.find('='), piece.size());
    const auto is_pair = equals < piece.size();
    const auto plain = is_pair ? piece.substr(equals + 1) : std::string_view{};
    const auto kept = value(trimmed(piece.substr(0, equals)), plain, line);
    any = any || kept != plain;
    changed += changed.empty() ? "" : ", ";
    changed += piece.substr(0, equals);
    changed += is_pair ? "=" : "";
    changed += kept;
  }
  return any ? document_.keep(changed) : text;
}

void Secrets::remember(std::string_view name, std::string_view value) {
  if (!rules_.cover(name)) {
    return;
  }
  document_.note_masked();
  // Shorter ones would be found in any text; and each is looked for in every message.
  constexpr std::size_t shortest = 4;
  constexpr std::size_t most = 50;
  if (value.size() >= shortest && known_.size() < most && value != mask &&
      std::ranges::find(common, value) == common.end() &&
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
  return changed.empty() ? text : document_.keep(changed);
}

}  // namespace parsers
