#include "parsers/split_parameters.hpp"

#include "parsers/text.hpp"

#include <fmt/format.h>
#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace parsers {

namespace {

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// Where the quoted text ends that begins at `at`; `at` itself for a quote that opens nothing: an
/// apostrophe within a word, or one without a partner.
std::size_t end_of_quoted(std::string_view text, std::size_t at) {
  if (at > 0 && is_letter_or_digit(text[at - 1])) {
    return at;
  }
  for (auto i = at + 1; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == text[at]) {
      return i;
    }
  }
  return at;
}

/// The bracket that closes the one at `open`, minding others of its kind and quotes; npos when
/// there is none.
std::size_t closing(std::string_view text, std::size_t open) {
  const char opener = text[open];
  const char closer = opener == '(' ? ')' : ']';
  std::size_t depth = 0;
  // A quote without partner has none further on either.
  bool quotes[2] = {true, true};
  for (auto at = open; at < text.size(); ++at) {
    const char c = text[at];
    if (c == opener) {
      ++depth;
    } else if (c == closer && --depth == 0) {
      return at;
    } else if (bool& has_partner = quotes[c == '"' ? 0 : 1];
               (c == '"' || c == '\'') && has_partner) {
      const auto end = end_of_quoted(text, at);
      has_partner = end != at || (at > 0 && is_letter_or_digit(text[at - 1]));
      at = end;
    }
  }
  return npos;
}

SplitName split_at_slash(std::string_view whole) {
  const auto slash = whole.find('/');
  const auto name = whole.substr(0, slash);
  const bool is_word = !name.empty() && (name.front() < '0' || name.front() > '9') &&
                       std::ranges::all_of(name, [](char c) {
                         return is_letter_or_digit(c) || c == '.' || c == '$';
                       });
  if (slash == npos || !is_word) {
    return {whole, {}};
  }
  const auto rest = whole.substr(slash + 1);
  if (rest.empty() || rest.front() == '/' || rest.back() == '/' || rest.front() == ' ') {
    return {whole, {}};
  }
  return {name, rest};
}

/// The pair of brackets that ends the name.
SplitName split_at_brackets(std::string_view whole, const SplitRules& rules) {
  bool seen_bracket = false;
  bool seen_parenthesis = false;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    const char c = whole[at];
    if (c == ')' || c == ']') {
      return {whole, {}};
    }
    if (c != '(' && c != '[') {
      continue;
    }
    bool& seen = c == '(' ? seen_parenthesis : seen_bracket;
    const auto end = closing(whole, at);
    if (end == npos || seen) {
      return {whole, {}};
    }
    seen = true;
    if (end + 1 == whole.size()) {
      const bool wanted = c == '(' ? rules.parentheses : rules.brackets;
      const auto name = whole.substr(0, at);
      const auto inside = whole.substr(at + 1, end - at - 1);
      const bool is_sure = !name.empty() && name.back() != ' ' && !trimmed(inside).empty();
      return wanted && is_sure ? SplitName{name, inside} : SplitName{whole, {}};
    }
    at = end;
  }
  return {whole, {}};
}

/// What a test is called, with its parameters in brackets behind it, as most tools show them.
std::string key(const Result& result, const SplitName& split) {
  return split.parameters.empty()
             ? fmt::format("{}\n{}", result.class_name, split.name)
             : fmt::format("{}\n{}({})", result.class_name, split.name, split.parameters);
}

}  // namespace

SplitName split_name(std::string_view whole, const SplitRules& rules) {
  const auto text = trimmed(whole);
  if (!text.empty() && (text.back() == ')' || text.back() == ']')) {
    const auto split = split_at_brackets(text, rules);
    return split.parameters.empty() ? SplitName{whole, {}} : split;
  }
  if (rules.slash) {
    const auto split = split_at_slash(text);
    return split.parameters.empty() ? SplitName{whole, {}} : split;
  }
  return {whole, {}};
}

void split_parameters(Report& report, const SplitRules& rules) {
  if (!rules.any()) {
    return;
  }
  // What is called so, and whether two different tests would be.
  struct Called {
    std::string_view name;
    std::string_view parameters;
    bool by_two = false;
  };
  boost::unordered_flat_map<std::string, Called> called;
  const auto claim = [&](std::string key, const Result& result) {
    const auto [place, is_new] =
        called.try_emplace(std::move(key), Called{result.name, result.parameters});
    auto& known = place->second;
    known.by_two |= known.name != result.name || known.parameters != result.parameters;
  };
  const auto split_of = [&](const Result& result) {
    return result.parameters.empty() ? split_name(result.name, rules) : SplitName{result.name, {}};
  };
  for (const auto& result : report.results) {
    claim(key(result, {result.name, result.parameters}), result);
    if (const auto split = split_of(result); !split.parameters.empty()) {
      claim(key(result, split), result);
    }
  }
  for (auto& result : report.results) {
    const auto split = split_of(result);
    if (!split.parameters.empty() && !called.at(key(result, split)).by_two) {
      result.name = split.name;
      result.parameters = split.parameters;
    }
  }
}

}  // namespace parsers
