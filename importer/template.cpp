#include "importer/template.hpp"

#include "importer/error.hpp"
#include "importer/nearest.hpp"
#include "parsers/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace importer {

namespace {

/// "{env:NAME}"
std::string as_written(const KnownPlaceholder& known) {
  return known.argument.empty() ? fmt::format("{{{}}}", known.name)
                                : fmt::format("{{{}:{}}}", known.name, known.argument);
}

[[noreturn]] void refuse_template(
    std::string_view whose, std::string_view text, const std::string& why
) {
  throw UsageError(fmt::format("{} '{}' {}", whose, text, why));
}

/// What reports call by names of their own is a property: `{browser}` is `{property:browser}`.
std::string or_a_property(std::string_view written, const KnownPlaceholders& known) {
  const bool is_allowed =
      std::ranges::find(known, "property", &KnownPlaceholder::name) != known.end();
  // Whoever wrote one of these knows that a name says where its value is from.
  const bool may_be = !written.empty() && written.find(':') == written.npos &&
                      !written.starts_with("ci.") && !written.starts_with("env.");
  return is_allowed && may_be
             ? fmt::format("; what reports tell as a property is {{property:{}}}", written)
             : std::string();
}

/// "did you mean {classname}?", or all that there are. Compared as written, so that `{ci:build}`
/// is near to `{ci.build}`.
std::string instead_of(std::string_view written, const KnownPlaceholders& known) {
  std::vector<std::string> names;
  for (const auto& candidate : known) {
    names.emplace_back(candidate.name);
  }
  const auto name = written.substr(0, written.find(':'));
  auto meant = nearest(name, names);
  if (!meant) {
    meant = nearest(written, names);
  }
  if (!meant) {
    return fmt::format("there are {}{}", listed(known), or_a_property(written, known));
  }
  const auto found = std::ranges::find(known, *meant, &KnownPlaceholder::name);
  return fmt::format("did you mean {}?", as_written(*found));
}

/// `written` is what stands between the braces.
Placeholder placeholder_from(
    std::string_view written,
    const KnownPlaceholders& known,
    std::string_view whose,
    std::string_view text
) {
  const auto colon = written.find(':');
  const auto name = written.substr(0, colon);
  const auto argument = colon == std::string_view::npos ? "" : written.substr(colon + 1);
  const auto found = std::ranges::find(known, name, &KnownPlaceholder::name);
  if (found == known.end() || (found->argument.empty() && colon != std::string_view::npos)) {
    refuse_template(
        whose,
        text,
        fmt::format(
            "holds {{{}}}, which is unknown: {} (a brace itself is {{{{ or }}}})",
            written,
            instead_of(written, known)
        )
    );
  }
  if (argument.empty() && !found->argument.empty()) {
    refuse_template(
        whose,
        text,
        fmt::format("holds {{{}}} without saying which: write {}", written, as_written(*found))
    );
  }
  return {std::string(name), std::string(argument)};
}

}  // namespace

std::string as_template(std::string_view text) {
  std::string doubled;
  for (const char c : text) {
    doubled.append(c == '{' || c == '}' ? 2 : 1, c);
  }
  return doubled;
}

std::string listed(const KnownPlaceholders& known) {
  std::string list;
  for (const auto& placeholder : known) {
    list += (list.empty() ? "" : " ") + as_written(placeholder);
  }
  return list;
}

Template::Template(std::string_view text, const KnownPlaceholders& known, std::string_view whose) {
  if (!parsers::is_clean(text)) {
    throw UsageError(
        fmt::format("{} is no text in UTF-8, which is all that PractiTest takes", whose)
    );
  }
  const auto whole = text;
  Piece piece;
  while (!text.empty()) {
    const auto brace = std::min(text.find_first_of("{}"), text.size());
    piece.literal += text.substr(0, brace);
    text.remove_prefix(brace);
    if (text.empty()) {
      break;
    }
    if (text.starts_with("{{") || text.starts_with("}}")) {
      piece.literal += text.front();
      text.remove_prefix(2);
      continue;
    }
    // A placeholder holds no brace: in "{a {b}" it is the first that was never closed.
    const auto close = text.find_first_of("{}", 1);
    if (text.front() == '}' || close == std::string_view::npos || text[close] == '{') {
      refuse_template(whose, whole, "has a lone brace: write {{ or }} for one");
    }
    piece.placeholder = placeholder_from(text.substr(1, close - 1), known, whose, whole);
    pieces_.push_back(std::move(piece));
    piece = {};
    text.remove_prefix(close + 1);
  }
  if (!piece.literal.empty()) {
    pieces_.push_back(std::move(piece));
  }
}

std::optional<std::string> Template::filled(const Values& values) const {
  std::string text;
  for (const auto& piece : pieces_) {
    text += piece.literal;
    if (piece.placeholder) {
      const auto value = values(*piece.placeholder);
      if (!value || value->empty()) {
        return std::nullopt;
      }
      text += *value;
    }
  }
  return text;
}

std::optional<std::string> Template::filled_in_part(
    const std::function<bool(const Placeholder&)>& is_now, const Values& values
) const {
  std::string text;
  for (const auto& piece : pieces_) {
    text += as_template(piece.literal);
    if (!piece.placeholder) {
      continue;
    }
    if (!is_now(*piece.placeholder)) {
      text += as_written({piece.placeholder->name, piece.placeholder->argument});
      continue;
    }
    const auto value = values(*piece.placeholder);
    if (!value || value->empty()) {
      return std::nullopt;
    }
    text += as_template(*value);
  }
  return text;
}

std::vector<Placeholder> Template::placeholders() const {
  std::vector<Placeholder> all;
  for (const auto& piece : pieces_) {
    if (piece.placeholder) {
      all.push_back(*piece.placeholder);
    }
  }
  return all;
}

}  // namespace importer
