#include "parsers/feature_file.hpp"

#include "parsers/error.hpp"
#include "parsers/gherkin_keywords.hpp"
#include "parsers/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace parsers::bdd {

namespace {

/// What `# language: de` says; nothing when the line, which is trimmed, is another comment.
std::optional<std::string_view> language_in(std::string_view line) {
  constexpr std::string_view word = "language";
  auto rest = trimmed(line.substr(1));
  if (!rest.starts_with(word)) {
    return std::nullopt;
  }
  rest = trimmed(rest.substr(word.size()));
  if (!rest.starts_with(':')) {
    return std::nullopt;
  }
  return trimmed(rest.substr(1));
}

class FeatureReader {
public:
  explicit FeatureReader(std::string_view text) : text_(text) {}

  FeatureFile read() {
    for (std::size_t begin = 0; begin < text_.size();) {
      const auto end = std::min(text_.find('\n', begin), text_.size());
      ++line_;
      take(begin, end);
      begin = end + 1;
    }
    if (!fence_.empty()) {
      throw ParseError(
          fence_line_, 0, fmt::format("the text that begins here with {} has no end", fence_)
      );
    }
    close_block();
    if (!in_feature_) {
      throw ParseError(0, 0, "there is no feature in it");
    }
    return std::move(feature_);
  }

private:
  void take(std::size_t begin, std::size_t end) {
    const auto line = trimmed(text_.substr(begin, end - begin));
    if (!fence_.empty()) {
      content_end_ = end;
      if (line.starts_with(fence_)) {
        fence_ = {};
      }
    } else if (line.starts_with('#')) {
      take_comment(line);
    } else if (line.starts_with('@')) {
      lead_ = lead_.value_or(begin);
    } else if (!line.empty()) {
      take_content(begin, line);
      content_end_ = end;
      lead_.reset();
    }
  }

  void take_comment(std::string_view line) {
    const auto language = in_feature_ ? std::nullopt : language_in(line);
    if (!language) {
      return;
    }
    const auto keywords = GherkinKeywords::of(*language);
    if (!keywords) {
      throw ParseError(
          line_,
          0,
          fmt::format(
              "its language '{}' is none of those that are understood: {}",
              shortened(*language, 40),
              GherkinKeywords::languages()
          )
      );
    }
    keywords_ = *keywords;
  }

  void take_content(std::size_t begin, std::string_view line) {
    const auto heading = keywords_.heading_in(line);
    if (!in_feature_) {
      if (!heading || heading->block != GherkinBlock::feature) {
        throw ParseError(
            line_,
            0,
            "a feature was expected here; where its keyword is not English, the first line has to "
            "say the language, as `# language: de` does"
        );
      }
      in_feature_ = true;
      feature_.name = heading->name;
    } else if (heading) {
      begin_block(*heading, lead_.value_or(begin));
    } else if (in_block_ && !in_examples_ && (line.starts_with("\"\"\"") || line.starts_with("```"))) {
      fence_ = line.substr(0, 3);
      fence_line_ = line_;
    } else if (in_examples_ && line.starts_with('|')) {
      auto& table = feature_.scenarios.back().tables.back();
      if (table.header.empty()) {
        table.header = line;
      } else {
        table.rows.push_back({line_, line});
      }
    }
  }

  void begin_block(const GherkinHeading& heading, std::size_t begin) {
    if (heading.block == GherkinBlock::examples) {
      if (!in_scenario_) {
        throw ParseError(line_, 0, "examples stand here below no scenario");
      }
      in_examples_ = true;
      feature_.scenarios.back().is_outline = true;
      feature_.scenarios.back().tables.emplace_back();
      return;
    }
    close_block();
    in_block_ = true;
    block_begin_ = begin;
    switch (heading.block) {
    case GherkinBlock::feature:
      throw ParseError(line_, 0, "a second feature begins here; a file holds one");
    case GherkinBlock::rule:
      rule_ = heading.name;
      background_of_rule_ = {};
      in_rule_ = true;
      in_block_ = false;
      break;
    case GherkinBlock::background:
      break;
    default:
      in_scenario_ = true;
      auto& scenario = feature_.scenarios.emplace_back();
      scenario.name = heading.name;
      scenario.rule = rule_;
      scenario.line = line_;
      scenario.is_outline = heading.block == GherkinBlock::outline;
      scenario.background = background_;
      scenario.background_of_rule = background_of_rule_;
    }
  }

  /// Ends with the last line that says something: what comes behind leads to the next block.
  void close_block() {
    const auto block =
        in_block_ ? text_.substr(block_begin_, content_end_ - block_begin_) : std::string_view();
    if (in_scenario_) {
      feature_.scenarios.back().block = block;
    } else if (in_block_) {
      (in_rule_ ? background_of_rule_ : background_) = block;
    }
    in_block_ = in_scenario_ = in_examples_ = false;
  }

  std::string_view text_;
  FeatureFile feature_;
  GherkinKeywords keywords_ = *GherkinKeywords::of("en");
  std::uint32_t line_ = 0;
  std::optional<std::size_t> lead_;  ///< Where tags begin that belong to what comes.
  std::size_t content_end_ = 0;      ///< Of the last line that says something.
  std::size_t block_begin_ = 0;
  bool in_feature_ = false;
  bool in_rule_ = false;
  bool in_block_ = false;  ///< A background, or a scenario:
  bool in_scenario_ = false;
  bool in_examples_ = false;
  std::string_view fence_;  ///< Of the text that a step is given; empty outside of one.
  std::uint32_t fence_line_ = 0;
  std::string_view rule_;
  std::string_view background_;
  std::string_view background_of_rule_;
};

std::vector<std::string_view> lines_of(std::string_view block) {
  std::vector<std::string_view> lines;
  while (true) {
    const auto end = block.find('\n');
    auto line = block.substr(0, end);
    line.remove_suffix(line.ends_with('\r') ? 1 : 0);
    lines.push_back(line);
    if (end == npos) {
      return lines;
    }
    block.remove_prefix(end + 1);
  }
}

void add_block(std::string_view block, std::string& text) {
  if (block.empty()) {
    return;
  }
  text += text.empty() ? "" : "\n\n";
  const auto lines = lines_of(block);
  // The first line says something, so that there is one.
  auto indentation = lines.front().substr(0, lines.front().find_first_not_of(" \t"));
  for (const auto line : lines) {
    if (!trimmed(line).empty()) {
      const auto both = std::ranges::mismatch(indentation, line).in1;
      indentation = indentation.substr(0, static_cast<std::size_t>(both - indentation.begin()));
    }
  }
  for (const auto line : lines) {
    text += line.size() < indentation.size() || trimmed(line).empty()
                ? std::string_view()
                : line.substr(indentation.size());
    text += '\n';
  }
  text.pop_back();
}

/// The cells of `| a | b\|c |`, without blanks around them.
std::vector<std::string> cells_of(std::string_view row) {
  std::vector<std::string> cells;
  std::string cell;
  for (std::size_t i = 1; i < row.size(); ++i) {
    if (row[i] == '\\' && i + 1 < row.size() && std::string_view("|\\n").find(row[i + 1]) != npos) {
      ++i;
      cell += row[i] == 'n' ? '\n' : row[i];
    } else if (row[i] == '|') {
      cells.emplace_back(trimmed(cell));
      cell.clear();
    } else {
      cell += row[i];
    }
  }
  return cells;
}

}  // namespace

FeatureFile read_feature_file(std::string_view text) { return FeatureReader(text).read(); }

std::string text_of(const FeatureScenario& scenario) {
  std::string text;
  add_block(scenario.background, text);
  add_block(scenario.background_of_rule, text);
  add_block(scenario.block, text);
  return text;
}

std::optional<std::string> name_of_row(
    const FeatureScenario& scenario, const ExamplesTable& table, const ExamplesTable::Row& row
) {
  constexpr std::size_t longest = 1'000;
  if (scenario.name.find('<') == npos || scenario.name.size() > longest) {
    return std::nullopt;
  }
  const auto names = cells_of(table.header);
  const auto values = cells_of(row.text);
  std::string name;
  bool any = false;
  for (std::size_t at = 0; at < scenario.name.size();) {
    // No placeholder holds another one's bracket: each is looked at once.
    const auto end = scenario.name[at] == '<' ? scenario.name.find_first_of("<>", at + 1) : npos;
    const auto column = end == npos || scenario.name[end] == '<'
                            ? names.end()
                            : std::ranges::find(names, scenario.name.substr(at + 1, end - at - 1));
    const auto index = static_cast<std::size_t>(column - names.begin());
    if (column == names.end() || index >= values.size()) {
      name += scenario.name[at++];
    } else {
      name += values[index];
      any = true;
      at = end + 1;
    }
    if (name.size() > longest) {
      return std::nullopt;
    }
  }
  return any ? std::optional(std::move(name)) : std::nullopt;
}

}  // namespace parsers::bdd
