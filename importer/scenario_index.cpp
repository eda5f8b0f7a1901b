#include "importer/scenario_index.hpp"

#include "importer/text.hpp"
#include "parsers/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

namespace importer {

namespace {

using parsers::bdd::FeatureScenario;

constexpr auto npos = std::string_view::npos;

/// Names of rows are made from so many bytes of tables; beyond, outlines are found by their own
/// names and by lines only.
constexpr std::size_t most_bytes_of_tables = 64 * 1024 * 1024;

/// What tells names apart when tools write them their way: `Adds two lamps` is `AddsTwoLamps`.
std::string letters_of_name(std::string_view name) {
  std::string letters;
  for (const char c : text::nfc(name)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 'A' && byte <= 'Z') {
      letters += static_cast<char>(byte | 0x20U);
    } else if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte >= 0x80) {
      letters += c;
    }
  }
  return letters;
}

bool equal_as_written(std::string_view one, std::string_view other) {
  return text::one_line(text::nfc(one)) == text::one_line(text::nfc(other));
}

std::string with_rule(const FeatureScenario& scenario) {
  return fmt::format("{} - {}", scenario.rule, scenario.name);
}

/// `#1.2` or `@1.2`, behind which only a blank, a colon, or nothing follows.
bool begins_with_row(std::string_view text) {
  const auto end = std::min(text.find_first_not_of("0123456789.", 1), text.size());
  const auto digits = text.substr(1, end - 1);
  return digits.find('.') != npos && digits.find('.') != 0 && !digits.ends_with('.') &&
         (end == text.size() || text[end] == ' ' || text[end] == ':');
}

/// What a tool may have made of the name: the name itself, and, of a row of an outline, what stands
/// before the row. Cucumber writes `Outline - Examples - #1.2: Name`, and once `Outline - Example
/// #1.2`; behave `Outline -- @1.2 Examples`; SpecFlow and Reqnroll `Outline(values)`.
std::vector<std::string_view> names_in(std::string_view name) {
  std::vector<std::string_view> names{name};
  for (const std::string_view mark : {" - #", " - Example #", " -- @"}) {
    for (auto at = name.rfind(mark); at != npos && at > 0; at = name.rfind(mark, at - 1)) {
      if (!begins_with_row(name.substr(at + mark.size() - 1))) {
        continue;
      }
      const auto before = name.substr(0, at);
      names.push_back(before);
      if (const auto examples = before.rfind(" - "); mark == " - #" && examples != npos) {
        names.push_back(before.substr(0, examples));
      }
      break;
    }
  }
  if (const auto open = name.find('('); name.ends_with(')') && open != 0 && open != npos) {
    names.push_back(name.substr(0, open));
  }
  return names;
}

/// `file:features/a.feature`, `classpath:shop/a.feature`, `features\a.feature` as a plain path.
std::string plain_path(std::string_view path) {
  for (const std::string_view scheme : {"file://", "file:", "classpath:"}) {
    if (path.starts_with(scheme)) {
      path.remove_prefix(scheme.size());
      break;
    }
  }
  std::string plain(path);
  std::ranges::replace(plain, '\\', '/');
  while (plain.starts_with("./")) {
    plain.erase(0, 2);
  }
  return plain;
}

/// Whether `end` is `path`, or its last parts.
bool ends_with_parts(std::string_view path, std::string_view end) {
  while (end.starts_with('/')) {
    end.remove_prefix(1);
  }
  return path.ends_with(end) &&
         (path.size() == end.size() || path[path.size() - end.size() - 1] == '/');
}

std::string place_of(const ScenarioIndex::Found& found) {
  return fmt::format("{}:{}", found.file->place, found.scenario->line);
}

std::string several(const std::vector<ScenarioIndex::Found>& found) {
  constexpr std::size_t shown = 3;
  std::vector<std::string> places;
  for (const auto& one : std::span(found).first(std::min(found.size(), shown))) {
    places.push_back(place_of(one));
  }
  return fmt::format(
      "{} scenarios could be it ({}{}), and none is taken",
      text::grouped(found.size()),
      fmt::join(places, ", "),
      found.size() > shown ? ", …" : ""
  );
}

}  // namespace

ScenarioIndex::ScenarioIndex(const FeatureFiles& files) {
  features_.reserve(files.read.size());
  for (const auto& file : files.read) {
    auto& feature = features_.emplace_back();
    feature.file = &file;
    add_names(feature);
    by_file_name_[file.relative.substr(file.relative.rfind('/') + 1)].push_back(&feature);
    by_name_[letters_of_name(file.feature.name)].push_back(&feature);
  }
}

void ScenarioIndex::add_names(Feature& feature) {
  for (const auto& scenario : feature.file->feature.scenarios) {
    const bool has_placeholders = scenario.name.find('<') != npos;
    const auto add = [&](std::string_view name) {
      auto& of_key = feature.scenarios[letters_of_name(name)];
      if (of_key.empty() || of_key.back() != &scenario) {
        of_key.push_back(&scenario);
      }
    };
    add(scenario.name);
    feature.by_line.emplace(scenario.line, &scenario);
    if (!scenario.rule.empty()) {
      add(with_rule(scenario));
    }
    for (const auto& table : scenario.tables) {
      for (const auto& row : table.rows) {
        feature.by_line.emplace(row.line, &scenario);
        if (!has_placeholders || bytes_of_tables_ > most_bytes_of_tables) {
          continue;
        }
        bytes_of_tables_ += scenario.name.size() + table.header.size() + row.text.size();
        if (const auto name = name_of_row(scenario, table, row)) {
          add(*name);
        }
      }
    }
  }
}

ScenarioIndex::Features ScenarioIndex::at_path(const std::string& path) const {
  const auto there = by_file_name_.find(path.substr(path.rfind('/') + 1));
  if (there == by_file_name_.end()) {
    return {};
  }
  Features exact;
  for (const auto* feature : there->second) {
    const auto& file = *feature->file;
    if (file.place == path || file.relative == path || file.path == path) {
      exact.push_back(feature);
    }
  }
  return exact;
}

/// A class may be the feature, or end in its name: `shop.Cart` of behave, `Shop.CartFeature` of
/// SpecFlow and Reqnroll.
ScenarioIndex::Features ScenarioIndex::called(std::string_view name) const {
  constexpr std::string_view suffix = "feature";
  constexpr int most_parts = 50;
  for (int part = 0; part < most_parts; ++part) {
    auto key = letters_of_name(name);
    auto found = by_name_.find(key);
    if (found == by_name_.end() && key.size() > suffix.size() && key.ends_with(suffix)) {
      found = by_name_.find(key.substr(0, key.size() - suffix.size()));
    }
    if (found != by_name_.end() && !found->first.empty()) {
      return found->second;
    }
    const auto dot = name.find('.');
    if (dot == npos) {
      break;
    }
    name.remove_prefix(dot + 1);
  }
  return {};
}

/// As it is written, where one is; else whose letters are the same.
std::vector<ScenarioIndex::Found> ScenarioIndex::called_in(
    const Features& features, std::string_view name
) {
  std::vector<Found> found;
  const auto key = letters_of_name(name);
  for (const auto* feature : features) {
    const auto of_key = feature->scenarios.find(key);
    if (of_key != feature->scenarios.end()) {
      for (const auto* scenario : of_key->second) {
        found.push_back({feature->file, scenario});
      }
    }
  }
  std::vector<Found> as_written;
  for (const auto& one : found) {
    if (equal_as_written(one.scenario->name, name) ||
        equal_as_written(with_rule(*one.scenario), name)) {
      as_written.push_back(one);
    }
  }
  return as_written.empty() && !key.empty() ? found : as_written;
}

std::vector<ScenarioIndex::Found> ScenarioIndex::called_as(
    const Features& features, std::string_view name
) {
  for (const auto part : names_in(name)) {
    auto found = called_in(features, part);
    if (part.size() != name.size()) {  // What stands before a row is the name of an outline.
      std::erase_if(found, [](const Found& one) { return !one.scenario->is_outline; });
    }
    if (!found.empty()) {
      return found;
    }
  }
  return {};
}

std::variant<ScenarioIndex::Found, std::string> ScenarioIndex::one_of(
    const Features& features, const parsers::Result& result
) {
  auto found = called_as(features, result.name);
  if (found.empty()) {
    return features.size() == 1
               ? fmt::format("{} has no scenario of its name", features.front()->file->place)
               : fmt::format("none of {} features of its name has its scenario", features.size());
  }
  if (found.size() > 1) {
    std::vector<Found> in_line;
    for (const auto* feature : features) {
      const auto there = feature->by_line.find(result.source_line);
      if (there != feature->by_line.end()) {
        in_line.push_back({feature->file, there->second});
      }
    }
    // Of those that are called so, that in the line of the report.
    std::erase_if(in_line, [&](const Found& one) {
      return std::ranges::find(found, one) == found.end();
    });
    if (in_line.size() == 1) {
      return in_line.front();
    }
    return several(found);
  }
  return found.front();
}

std::variant<ScenarioIndex::Found, std::string> ScenarioIndex::find(
    const parsers::Report& report, const parsers::Result& result
) const {
  const auto path = plain_path(result.file);
  if (const auto exact = at_path(path); !exact.empty()) {
    return one_of(exact, result);
  }
  const auto suite = report.suites.empty() ? std::string_view() : report.suites[result.suite].name;
  const auto name = result.class_name.empty() ? suite : result.class_name;
  if (name.empty()) {
    return "the report names neither its feature nor a file that is there";
  }
  auto features = called(name);
  if (features.empty()) {
    return fmt::format("no feature is named '{}'", text::cut(text::one_line(name), 100));
  }
  // The report may come from another folder or machine: of features of one name its path tells.
  Features fitting;
  for (const auto* feature : features) {
    const auto& file = *feature->file;
    if (!path.empty() &&
        (ends_with_parts(file.path, path) || ends_with_parts(path, file.relative))) {
      fitting.push_back(feature);
    }
  }
  return one_of(fitting.empty() ? features : fitting, result);
}

}  // namespace importer
