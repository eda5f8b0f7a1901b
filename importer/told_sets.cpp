#include "importer/told_sets.hpp"

#include "importer/terminal.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace importer {

std::string ToldSet::shown_name() const {
  if (!planned->name.empty()) {
    return fmt::format("'{}'", shown(planned->name));
  }
  return id ? fmt::format("test set {}", *id) : std::string();
}

std::string ToldSet::state() const {
  if (id) {
    return fmt::format("id {}, {}", *id, made ? "made" : "found");
  }
  return planned->make || planned->clone_of ? "to be made" : "does not exist";
}

std::vector<ToldSet> told_sets(const Summary& summary) {
  const auto& plan = *summary.plan;
  std::vector<ToldSet> sets;
  for (std::size_t i = 0; i < plan.sets.size(); ++i) {
    ToldSet told{&plan.sets[i], plan.sets[i].id};
    if (summary.done) {
      const auto& done = summary.done->sets[i];
      told.id = done.id ? done.id : told.id;
      told.made = done.made;
    }
    sets.push_back(told);
  }
  for (std::size_t test = 0; test < plan.tests.size(); ++test) {
    const auto& planned = plan.tests[test];
    auto& runs = sets[planned.named->set].runs;
    runs += !summary.done
                ? planned.runs.size()
                : static_cast<std::size_t>(std::ranges::count(
                      summary.done->results[test], Outcome::recorded, &ExecutionOutcome::outcome
                  ));
  }
  return sets;
}

std::string_view set_of_tests(const Plan& plan) {
  return plan.sets.size() == 1 ? "the set" : "their sets";
}

std::string made_sets_text(const Summary& summary) {
  const auto sets = told_sets(summary);
  const auto made = std::ranges::count_if(sets, [&summary](const ToldSet& set) {
    return summary.done ? set.made : set.planned->make || set.planned->clone_of;
  });
  return made == 0 ? std::string() : text::counted(static_cast<std::size_t>(made), "test set");
}

}  // namespace importer
