#include "importer/fill_fields.hpp"

#include "importer/distinct_fields.hpp"
#include "importer/error.hpp"
#include "importer/field_text.hpp"
#include "importer/result_words.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <span>
#include <utility>

namespace importer {

namespace {

using client::FieldKind;
using client::FieldOwner;
using client::FieldValue;
using client::FieldValues;

/// A result with the report that it stands in.
struct Source {
  const parsers::Report* report;
  const parsers::Result* result;
};

void append_sources(const Execution& execution, std::vector<Source>& sources) {
  if (execution.group == nullptr) {
    sources.push_back({execution.report, execution.result});
    return;
  }
  for (const auto* one : execution.group->cases) {
    sources.push_back({execution.report, one});
  }
}

/// "smoke, slow": of all, each once, in order.
std::string tags_of(std::span<const Source> sources) {
  std::vector<std::string_view> tags;
  for (const auto& source : sources) {
    for (const auto tag : source.result->evidence().tags) {
      if (std::ranges::find(tags, tag) == tags.end()) {
        tags.push_back(tag);
      }
    }
  }
  return fmt::format("{}", fmt::join(tags, ", "));
}

/// Of the first that has one.
std::string text_from(const Template& text, std::span<const Source> sources) {
  std::optional<std::string> tags;
  for (const auto& source : sources) {
    const auto filled =
        text.filled([&](const Placeholder& placeholder) -> std::optional<std::string> {
          if (placeholder.name != "tag") {
            return word_of(*source.report, *source.result, placeholder);
          }
          if (!tags) {
            tags = tags_of(sources);
          }
          return tags;
        });
    if (filled && !text::trimmed(*filled).empty()) {
      return std::string(text::trimmed(*filled));
    }
  }
  return {};
}

bool is_id(std::string_view text) {
  std::int64_t id = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), id);
  return read.ec == std::errc{} && read.ptr == text.data() + text.size() && id > 0;
}

/// What such a field takes, where `text` is nothing of the kind; else null.
const char* objection(FieldKind kind, std::string_view text) {
  constexpr std::string_view group = "group:";
  const bool is_group = text.starts_with(group);
  switch (kind) {
  case FieldKind::id:
    return is_id(text) ? nullptr : "the system id of one, a whole number";
  case FieldKind::assignee:
    return is_id(text.substr(is_group ? group.size() : 0)) ? nullptr
                                                           : "a user's id, or group:ID for a group";
  case FieldKind::date:
    return is_iso_date(text) ? nullptr : "a day as YYYY-MM-DD";
  case FieldKind::text:
  case FieldKind::texts:
    break;
  }
  return nullptr;
}

FieldValue value_for(const FieldChoice& choice, const std::string& text) {
  const auto* const system = client::find_system_field(choice.field);
  if (system == nullptr) {
    return {choice.field, text};
  }
  if (const auto* const takes = objection(system->kind, text)) {
    throw UsageError(
        fmt::format("--{} {} takes {}, not '{}'", choice.option, choice.given, takes, text)
    );
  }
  return system->kind == FieldKind::texts ? FieldValue{choice.field, split_values(text)}
                                          : FieldValue{choice.field, text};
}

class Filler {
public:
  Filler(Gathered& gathered, const FieldChoices& choices, std::size_t first)
      : gathered_(gathered), choices_(choices), first_(first), has_value_(choices.all.size()) {}

  void fill() {
    if (has(FieldOwner::set) && first_ == 0) {
      // Its templates ask for nothing that a report tells.
      const Source none{nullptr, nullptr};
      gathered_.set_fields = values(FieldOwner::set, {&none, 1});
    }
    const bool of_tests = has(FieldOwner::test);
    const bool of_runs = has(FieldOwner::run);
    for (auto& test : std::span(gathered_.tests).subspan(first_)) {
      std::vector<Source> all;
      for (auto& execution : test.executions) {
        const auto before = all.size();
        if (of_tests || of_runs) {
          append_sources(execution, all);
        }
        if (of_runs) {
          execution.fields = values(FieldOwner::run, std::span(all).subspan(before));
        }
      }
      if (of_tests) {
        test.fields = values(FieldOwner::test, all);
      }
    }
    if (first_ == 0) {
      note_those_without_value();
    }
  }

private:
  bool has(FieldOwner owner) const {
    return std::ranges::count(choices_.all, owner, &FieldChoice::owner) != 0;
  }

  /// Null for none.
  FieldValues* values(FieldOwner owner, std::span<const Source> sources) {
    FieldValues values;
    for (std::size_t i = 0; i < choices_.all.size(); ++i) {
      const auto& choice = choices_.all[i];
      if (choice.owner != owner) {
        continue;
      }
      if (const auto text = text_from(choice.value, sources); !text.empty()) {
        values.push_back(value_for(choice, text));
        has_value_[i] = true;
      }
    }
    return distinct_.keep(owner, std::move(values));
  }

  void note_those_without_value() {
    for (std::size_t i = 0; i < choices_.all.size(); ++i) {
      if (!has_value_[i] && !gathered_.tests.empty()) {
        const auto& choice = choices_.all[i];
        gathered_.empty_fields.push_back(
            {fmt::format("--{} {}", choice.option, choice.given),
             !choice.value.placeholders().empty()}
        );
      }
    }
  }

  Gathered& gathered_;
  const FieldChoices& choices_;
  std::size_t first_;
  std::vector<bool> has_value_;  ///< Anywhere; parallel to choices_.
  DistinctFields distinct_{gathered_};
};

}  // namespace

void fill_fields(Gathered& gathered, const FieldChoices& choices, std::size_t first) {
  Filler(gathered, choices, first).fill();
}

}  // namespace importer
