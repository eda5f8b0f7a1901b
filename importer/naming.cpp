#include "importer/naming.hpp"

#include "importer/error.hpp"
#include "importer/result_words.hpp"
#include "importer/text.hpp"
#include "parsers/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace importer {

namespace {

constexpr std::string_view placeholders =
    "{classname} {class} {package} {name} {suite} {suite_path} {file} {parameters}";

/// "shop.Cart" begins "shop.Cart" and "shop.Cart.adds", not "shop.CartTest.adds".
bool begins_with_class(std::string_view name, std::string_view class_name) {
  constexpr std::string_view separators = ".:#/ >";
  return name.starts_with(class_name) &&
         (name.size() == class_name.size() ||
          separators.find(name[class_name.size()]) != std::string_view::npos);
}

/// What stands for a name where the template gives none.
std::string name_of_nameless(const parsers::Report& report, const parsers::Result& result) {
  const auto file = std::filesystem::path(report.source).filename().string();
  for (const auto& other :
       {std::string(result.class_name), suite_path_text(report, result), file}) {
    if (!text::trimmed(other).empty()) {
      return other;
    }
  }
  return std::string(report.format);
}

/// Always in brackets, also what has some of its own: `1` and `(1)` are two values.
std::string bracketed(std::string_view parameters) {
  return parameters.empty() ? std::string() : fmt::format("({})", parameters);
}

}  // namespace

NameTemplate::NameTemplate(std::string_view text, Grain grain) {
  const auto whole = text;
  if (!parsers::is_clean(text)) {
    throw UsageError("--test-name is no text in UTF-8, which is all that PractiTest takes");
  }
  while (!text.empty()) {
    const auto brace = text.find_first_of("{}");
    append_literal(text.substr(0, brace));
    if (brace == std::string_view::npos) {
      break;
    }
    text.remove_prefix(brace);
    if (text.starts_with("{{") || text.starts_with("}}")) {
      append_literal(text.substr(0, 1));
      text.remove_prefix(2);
      continue;
    }
    const auto close = text.find('}');
    if (text.front() == '}' || close == std::string_view::npos) {
      throw UsageError(
          fmt::format("--test-name '{}' has a lone brace: write {{{{ or }}}} for one", whole)
      );
    }
    const auto part = part_named(text.substr(0, close + 1));
    append(part);
    text.remove_prefix(close + 1);
  }
  check(whole, grain);
}

bool NameTemplate::has(Part part) const {
  return std::ranges::any_of(pieces_, [part](const Piece& piece) {
    return piece.part == part ||
           (part == Part::class_name && piece.part == Part::class_name_and_dot);
  });
}

void NameTemplate::check(std::string_view whole, Grain grain) const {
  const auto lacks = [whole](std::string_view what, std::string_view then) {
    throw UsageError(fmt::format("--test-name '{}' lacks {}: {}", whole, what, then));
  };
  const auto must_not_have = [&](Part part, std::string_view name, std::string_view why) {
    if (has(part)) {
      throw UsageError(
          fmt::format("--test-name '{}' has {}, and {}: leave it out", whole, name, why)
      );
    }
  };
  if (grain == Grain::result || grain == Grain::method) {
    if (!has(Part::name)) {
      lacks(
          "{name}", "all results of a class would become one test; --granularity class does that"
      );
    }
    if (grain == Grain::method) {
      must_not_have(
          Part::parameters,
          "{parameters}",
          "with --parameters steps those are the names of the test's steps"
      );
    }
    return;
  }
  for (const auto& [part, name] :
       {std::pair(Part::name, "{name}"), std::pair(Part::parameters, "{parameters}")}) {
    must_not_have(part, name, "with this --granularity that is what its steps are called");
  }
  if (grain == Grain::test_class && !has(Part::class_name) && !has(Part::simple_class)) {
    lacks("{classname} or {class}", "with --granularity class they tell the tests apart");
  }
  if (grain == Grain::suite && !has(Part::suite) && !has(Part::suite_path)) {
    lacks("{suite} or {suite_path}", "with --granularity suite they tell the tests apart");
  }
  if (grain == Grain::file && !has(Part::file)) {
    lacks("{file}", "with --granularity file it tells the tests apart");
  }
}

NameTemplate::Part NameTemplate::part_named(std::string_view placeholder) {
  constexpr std::pair<std::string_view, Part> known[] = {
      {"{classname}", Part::class_name},
      {"{class}", Part::simple_class},
      {"{package}", Part::package},
      {"{name}", Part::name},
      {"{suite}", Part::suite},
      {"{suite_path}", Part::suite_path},
      {"{file}", Part::file},
      {"{parameters}", Part::parameters},
  };
  for (const auto& [name, part] : known) {
    if (name == placeholder) {
      return part;
    }
  }
  throw UsageError(
      fmt::format("--test-name does not know {}: there are {}", placeholder, placeholders)
  );
}

void NameTemplate::append(Part part) { pieces_.push_back({part, {}}); }

void NameTemplate::append_literal(std::string_view text) {
  if (text.empty()) {
    return;
  }
  // The dot after {classname} comes and goes with the class.
  if (text.front() == '.' && !pieces_.empty() && pieces_.back().part == Part::class_name) {
    pieces_.back().part = Part::class_name_and_dot;
    text.remove_prefix(1);
  }
  pieces_.push_back({Part::literal, std::string(text)});
}

std::string NameTemplate::name_of(const parsers::Report& report, const parsers::Result& result)
    const {
  return text::cut_in_the_middle(whole_name_of(report, result), max_name_characters);
}

std::string NameTemplate::whole_name_of(
    const parsers::Report& report, const parsers::Result& result
) const {
  std::string name;
  for (const auto& piece : pieces_) {
    switch (piece.part) {
    case Part::literal:
      name += piece.literal;
      break;
    case Part::class_name_and_dot:
      if (!result.class_name.empty() && !begins_with_class(result.name, result.class_name)) {
        name += result.class_name;
        name += text::trimmed(result.name).empty() ? "" : ".";
      }
      break;
    case Part::class_name:
      name += result.class_name;
      break;
    case Part::simple_class:
      name += simple_class(result);
      break;
    case Part::package:
      name += package(result);
      break;
    case Part::name:
      name += result.name;
      break;
    case Part::suite:
      name += suite_name(report, result);
      break;
    case Part::suite_path:
      name += suite_path_text(report, result);
      break;
    case Part::file:
      name += result.file;
      break;
    case Part::parameters:
      name += bracketed(result.parameters);
      break;
    }
  }
  name = text::one_line(text::nfc(name));
  if (name.empty()) {
    name = text::one_line(text::nfc(name_of_nameless(report, result)));
  }
  return name;
}

}  // namespace importer
