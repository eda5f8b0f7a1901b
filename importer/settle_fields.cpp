#include "importer/settle_fields.hpp"

#include "importer/error.hpp"
#include "importer/make_until_known.hpp"
#include "importer/refusal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_set>
#include <utility>

namespace asio = boost::asio;

namespace importer {

namespace {

using client::FieldOwner;
using client::FieldValue;
using client::FieldValues;

class FieldCollector {
public:
  void add(FieldOwner owner, FieldValues* values, const std::string& where) {
    if (values != nullptr && known_.insert(values).second) {
      sent_.push_back({owner, values, where});
    }
  }

  void add_runs(const NamedTest& named, const std::vector<std::size_t>& executions) {
    for (const auto execution : executions) {
      add(FieldOwner::run, named.executions[execution].fields, named.name);
    }
  }

  std::vector<SentFields> sent() && { return std::move(sent_); }

private:
  std::vector<SentFields> sent_;
  std::unordered_set<const FieldValues*> known_;
};

bool is_custom_name(const std::string& field) {
  return client::find_system_field(field) == nullptr && !client::custom_field_id(field);
}

bool is_named_by_name(const FieldValue& value) { return is_custom_name(value.field); }

/// Of PractiTest's own fields these are lists of the project.
bool is_to_be_checked(const FieldValue& value) {
  return client::find_system_field(value.field) == nullptr || value.field == "status" ||
         value.field == "priority";
}

std::string unreadable_words(const client::ApiError& error, const std::set<std::string>& left_out) {
  auto warning = fmt::format(
      "the fields of the project cannot be read, and values go to PractiTest unchecked: {}",
      explain(error)
  );
  if (!left_out.empty()) {
    warning += fmt::format(
        "; left out, because only their names are known: {}. Give their ids instead "
        "(---f-ID), or have the token allowed to read fields",
        fmt::join(left_out, ", ")
    );
  }
  return warning;
}

asio::awaitable<void> ask_for_fields(client::PractiTest& practitest, KnownFields& known) {
  if (known.asked) {
    co_return;
  }
  try {
    known.fields = co_await practitest.fields();
  } catch (const client::ApiError& error) {
    const bool has_no_such_right =
        error.status() == 403 || error.status() == 404 || error.status() == 405;
    if (!has_no_such_right) {
      throw;
    }
    known.refusal = error;
  }
  known.asked = true;
}

void add_to_lists(
    const std::vector<ListExtension>& extensions, std::vector<client::Field>& fields
) {
  for (const auto& extension : extensions) {
    const auto field = std::ranges::find(fields, extension.field, &client::Field::id);
    if (field != fields.end()) {
      auto& values = field->possible_values;
      values.insert(values.end(), extension.values.begin(), extension.values.end());
    }
  }
}

}  // namespace

bool needs_check(const std::vector<SentFields>& sent) {
  return std::ranges::any_of(sent, [](const SentFields& each) {
    return std::ranges::any_of(*each.values, is_to_be_checked);
  });
}

std::vector<SentFields> all_fields(const Gathered& gathered) {
  FieldCollector collector;
  collector.add(FieldOwner::set, gathered.set_fields, "the test set");
  for (const auto& named : gathered.tests) {
    collector.add(FieldOwner::test, named.fields, named.name);
    for (const auto& execution : named.executions) {
      collector.add(FieldOwner::run, execution.fields, named.name);
    }
  }
  return std::move(collector).sent();
}

std::vector<SentFields> fields_sent(const Plan& plan, bool updates_tests) {
  FieldCollector collector;
  if (sets_to_make(plan) != 0 || copies_set(plan)) {
    collector.add(FieldOwner::set, plan.set_fields, "the test set");
  }
  for (const auto& planned : plan.tests) {
    if (makes_test(planned.action) || (updates_tests && may_be_updated(planned))) {
      collector.add(FieldOwner::test, planned.named->fields, planned.named->name);
    }
    collector.add_runs(*planned.named, planned.runs);
  }
  return std::move(collector).sent();
}

asio::awaitable<std::string> key_of_match_field(
    client::PractiTest& practitest, std::string field, KnownFields& known
) {
  if (!is_custom_name(field)) {
    co_return field;
  }
  co_await ask_for_fields(practitest, known);
  if (known.refusal) {
    throw UsageError(fmt::format(
        "--match-field {}: the fields of the project cannot be read ({}), so that nobody knows "
        "which "
        "one this is: give its id instead, ---f-ID, or have the token allowed to read fields",
        field,
        explain(*known.refusal)
    ));
  }
  const ProjectFields project(known.fields);
  co_return project.key_of(field, FieldOwner::test, match_field_option);
}

asio::awaitable<SettledFields> settle_fields(
    client::PractiTest& practitest,
    std::vector<SentFields> sent,
    bool may_extend,
    KnownFields& known
) {
  SettledFields settled;
  if (!needs_check(sent)) {
    co_return settled;
  }
  co_await ask_for_fields(practitest, known);
  if (known.refusal) {
    std::set<std::string> left_out;
    for (auto& each : sent) {
      for (const auto& value : *each.values) {
        if (is_named_by_name(value)) {
          left_out.insert(value.field);
        }
      }
      std::erase_if(*each.values, is_named_by_name);
    }
    settled.warning = unreadable_words(*known.refusal, left_out);
    co_return settled;
  }
  for (const auto& field : known.fields) {
    settled.names.emplace(client::custom_field_key(field.id), field.name);
  }
  ProjectFields project(known.fields);
  for (auto& each : sent) {
    project.settle(*each.values, each.owner, each.where);
  }
  settled.extensions = project.missing_values(may_extend);
  add_to_lists(settled.extensions, known.fields);
  co_return settled;
}

bool needs_creation_of_its_own(const Gathered& gathered) {
  const auto lacks = [](const FieldValue& value) {
    const auto* const system = client::find_system_field(value.field);
    return system != nullptr && !system->in_auto_create;
  };
  return std::ranges::any_of(gathered.tests, [&lacks](const NamedTest& test) {
    return test.fields != nullptr && std::ranges::any_of(*test.fields, lacks);
  });
}

asio::awaitable<void> extend_lists(
    client::PractiTest& practitest, const std::vector<ListExtension>& extensions
) {
  for (const auto& extension : extensions) {
    for (int sendings = 1;; ++sendings) {
      const auto field = co_await practitest.custom_field(extension.field);
      auto values = field.possible_values;
      for (const auto& value : extension.values) {
        if (std::ranges::find(values, value) == values.end()) {
          values.push_back(value);
        }
      }
      if (values.size() == field.possible_values.size()) {
        break;  // Somebody else has added them, or a call whose answer was lost.
      }
      const auto written =
          co_await practitest.set_possible_values(extension.field, std::move(values));
      if (written.fate == client::Fate::done) {
        break;
      }
      if (written.fate == client::Fate::refused || sendings == max_sendings) {
        throw *written.error;
      }
    }
  }
}

}  // namespace importer
