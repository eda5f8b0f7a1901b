#include "importer/told_fields.hpp"

#include "client/held_fields.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace importer {

namespace {

/// How many have each field, in the order of the names.
class FieldTally {
public:
  explicit FieldTally(const FieldNames& names) : names_(names) {}

  void add(const client::FieldValues* values) {
    for (const auto& value : values == nullptr ? client::FieldValues() : *values) {
      const auto name = names_.find(value.field);
      ++counts_[name == names_.end() ? value.field : name->second];
    }
  }

  /// Appends "runs: Build (2)" to `text`, if there is anything.
  void tell(std::string_view whose, std::string& text) const {
    std::string list;
    for (const auto& [field, count] : counts_) {
      list += fmt::format("{}{} ({})", list.empty() ? "" : ", ", field, text::grouped(count));
    }
    if (!list.empty()) {
      text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", whose, list);
    }
  }

private:
  const FieldNames& names_;
  std::map<std::string, std::size_t> counts_;
};

}  // namespace

std::string fields_text(const Plan& plan, const FieldNames& names) {
  FieldTally runs(names);
  FieldTally tests(names);
  FieldTally set(names);
  for (const auto& planned : plan.tests) {
    if (makes_test(planned.action)) {
      tests.add(planned.named->fields);
    }
    for (const auto run : planned.runs) {
      runs.add(planned.named->executions[run].fields);
    }
  }
  const bool makes_set = std::ranges::any_of(plan.sets, [](const PlannedSet& planned) {
    return planned.make || planned.clone_of;
  });
  if (makes_set) {
    set.add(plan.set_fields);
  }
  std::string text;
  runs.tell("runs", text);
  tests.tell("tests", text);
  set.tell("test set", text);
  return text;
}

std::string update_text(const TestUpdate& update, const FieldNames& names) {
  std::string text;
  for (const auto& change : update.changes) {
    const auto known = names.find(change.value.field);
    text += fmt::format(
        "{}{}: {}'{}'",
        text.empty() ? "" : "; ",
        known == names.end() ? change.value.field : known->second,
        change.before.empty() ? std::string() : fmt::format("'{}' to ", change.before),
        client::text_of(change.value)
    );
  }
  return text;
}

std::string lists_text(const Plan& plan) {
  std::string text;
  for (const auto& extension : plan.extensions) {
    text += fmt::format("{}{} gets ", text.empty() ? "" : "; ", extension.name);
    for (const auto& value : extension.values) {
      text += fmt::format("{}'{}'", &value == &extension.values.front() ? "" : ", ", value);
    }
  }
  return text;
}

}  // namespace importer
