#include "importer/planner.hpp"

#include "importer/unmentioned.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace importer {

namespace {

constexpr std::string_view as_remembered = ", as remembered";

void refuse_test(PlannedTest& planned, std::string why) {
  planned.action = Action::refuse;
  planned.why = std::move(why);
}

std::string no_test_of(const SaidIds& said) {
  if (said.id->kind == TestId::Kind::display) {
    return fmt::format(
        "it says {}, and this project has no such test: correct the id, or take it out, so that "
        "the name counts",
        said.says
    );
  }
  return fmt::format(
      "it says {}, and this project has no such test: what PractiTest shows beside a test is its "
      "display id, written PT-205; --id-properties says which properties hold ids",
      said.says
  );
}

void list_tests_of(PlannedTest& planned, const std::vector<KnownInstance>& known) {
  for (const auto& instance : known) {
    planned.same_name.push_back(instance.test_id);
  }
  std::ranges::sort(planned.same_name);
  // Not std::ranges', whose subrange clang 14 cannot read in GCC 12's library.
  const auto twins = std::unique(planned.same_name.begin(), planned.same_name.end());
  planned.same_name.erase(twins, planned.same_name.end());
  if (planned.same_name.size() == 1) {
    planned.same_name.clear();
  }
}

}  // namespace

std::string why_of(const PlannedTest& planned) {
  if (!planned.why.empty() || planned.action != Action::record) {
    return planned.why;
  }
  if (is_unmentioned(planned.named->executions.front())) {
    return fmt::format(
        "no report mentions it; its instance in the set is {}", planned.instance_id.value_or(0)
    );
  }
  const auto& said = planned.named->said;
  const auto by = said ? std::string_view(said->says) : "name";
  if (!planned.instance_id) {
    return fmt::format(
        "matched by {} to test {} of the set to copy", by, planned.test_id.value_or(0)
    );
  }
  return fmt::format(
      "matched by {} to instance {} of the set{}",
      by,
      *planned.instance_id,
      planned.remembered ? as_remembered : ""
  );
}

PlannedTest Planner::plan(const NamedTest& named) const {
  PlannedTest planned;
  planned.named = &named;
  for (std::size_t i = 0; i < named.executions.size(); ++i) {
    if (named.executions[i].status && !named.executions[i].already) {
      planned.runs.push_back(i);
    }
  }
  if (planned.runs.empty() && std::ranges::any_of(named.executions, &Execution::already)) {
    planned.action = Action::nothing;
    planned.why = "recorded by an earlier start of this import";
    return planned;
  }
  if (planned.runs.empty()) {
    planned.action = Action::omit;
    planned.why = "left out, as --skipped or --status says";
    return planned;
  }
  decide(planned);
  if (planned.action == Action::refuse) {
    planned.runs.clear();
    planned.alone = false;
  }
  return planned;
}

void Planner::decide(PlannedTest& planned) const {
  if (refuses_ambiguity() && !set_.sets_of_the_same_name.empty()) {
    refuse_test(
        planned,
        fmt::format(
            "test sets {} have this name: choose with --set-id",
            fmt::join(set_.sets_of_the_same_name, ", ")
        )
    );
  } else if (planned.named->said) {
    decide_by_id(planned, *planned.named->said);
  } else {
    decide_by_name(planned, match_key(planned.named->name));
  }
}

void Planner::decide_by_id(PlannedTest& planned, const SaidIds& said) const {
  if (!said.contradiction.empty()) {
    refuse_test(planned, said.contradiction);
    return;
  }
  const auto found = remote_.by_id.find(*said.id);
  if (found == remote_.by_id.end()) {  // Nobody looked, because nothing could come of it.
    may_come_into_set(planned);
    return;
  }
  if (!found->second && planned.named->goes_by_field()) {
    decide_without_field(planned, said);
    return;
  }
  if (!found->second) {
    refuse_test(planned, no_test_of(said));
    return;
  }
  const auto& test = *found->second;
  if (said.beside && said.beside->number != test.id) {
    refuse_test(
        planned,
        fmt::format(
            "it says {}, and {} is the test with the system id {}: correct one of them",
            said.says,
            word_of(*said.id),
            test.id
        )
    );
    return;
  }
  const auto instances = set_.instances_by_test.find(test.id);
  if (instances != set_.instances_by_test.end() && !instances->second.empty()) {
    use_instance(planned, instances->second);
  } else if (may_come_into_set(planned)) {
    const bool may_be_in_set =
        set_.coverage == Coverage::remembered || set_.coverage == Coverage::names;
    const bool is_believed = said.id->kind == TestId::Kind::system;
    use_test(
        planned,
        test,
        said.says,
        is_believed ? ", at which nobody has looked" : as_remembered,
        may_be_in_set
    );
  }
}

void Planner::decide_without_field(PlannedTest& planned, const SaidIds& said) const {
  const auto& look = remote_.by_field;
  const auto key = match_key(planned.named->name);
  if (const auto several = look.held_by_several.find(*said.id);
      several != look.held_by_several.end()) {
    refuse_test(
        planned,
        fmt::format(
            "it says {}, and tests {} hold that: correct the field of those that are not meant",
            said.says,
            fmt::join(several->second, ", ")
        )
    );
    return;
  }
  if (look.names_of_several.contains(key)) {
    refuse_test(
        planned,
        fmt::format(
            "it says {}, which no test holds, and others of its name say another value: write the "
            "values into the fields of their tests, or have --test-name tell them apart",
            said.says
        )
    );
    return;
  }
  decide_by_name(planned, key);
  const auto held = planned.test_id ? look.holds.find(*planned.test_id) : look.holds.end();
  if (held != look.holds.end()) {
    refuse_test(
        planned,
        fmt::format(
            "it says {}, and test {}, which has its name, holds another value: correct one of them",
            said.says,
            *planned.test_id
        )
    );
  } else if (planned.action == Action::record && planned.instance_id) {
    planned.why = fmt::format(
        "matched by name to instance {} of the set, as no test holds {}",
        *planned.instance_id,
        said.says
    );
  } else if (planned.action != Action::refuse) {
    planned.why += fmt::format("; no test holds {}", said.says);
  }
}

void Planner::decide_by_name(PlannedTest& planned, const std::string& key) const {
  const auto tests = remote_.tests.find(key);
  if (tests != remote_.tests.end() && tests->second.size() > 1) {
    for (const auto& test : tests->second) {
      planned.same_name.push_back(test.id);
    }
  }
  const auto instances = set_.instances.find(key);
  const bool is_known = tests != remote_.tests.end() && !tests->second.empty();
  if (instances != set_.instances.end()) {
    use_instance(planned, instances->second);
    list_tests_of(planned, instances->second);
  } else if (may_come_into_set(planned) && is_known) {
    // Of a set that is only remembered nobody knows that it has no instance of this test.
    use_test(
        planned, tests->second.front(), "name", as_remembered, set_.coverage == Coverage::remembered
    );
  } else if (planned.action != Action::refuse) {
    make_test(planned, key, tests == remote_.tests.end());
  }
  if (!planned.same_name.empty() && refuses_ambiguity()) {
    refuse_test(
        planned,
        fmt::format(
            "tests {} have this name, and --on-ambiguous refuse", fmt::join(planned.same_name, ", ")
        )
    );
  }
}

void Planner::use_instance(PlannedTest& planned, const std::vector<KnownInstance>& known) const {
  const auto& chosen = known.front();
  planned.action = Action::record;
  planned.test_id = chosen.test_id;
  planned.remembered = chosen.remembered;
  if (chosen.id != 0) {
    planned.instance_id = chosen.id;
  }
}

void Planner::use_test(
    PlannedTest& planned,
    const KnownTest& chosen,
    std::string_view by,
    std::string_view unseen,
    bool may_be_in_set
) const {
  planned.action = Action::make_instance;
  planned.test_id = chosen.id;
  planned.remembered = chosen.remembered;
  planned.alone = remote_.auto_create && may_be_in_set && !set_.not_in_set.contains(chosen.id);
  planned.why = fmt::format(
      "matched by {} to test {}{}, which comes into the set",
      by,
      chosen.id,
      chosen.remembered ? unseen : ""
  );
}

void Planner::make_test(PlannedTest& planned, const std::string& key, bool is_unseen) const {
  const bool may_go_alone = remote_.auto_create && !remote_.in_several_sets.contains(key);
  if (!options_.create.tests) {
    refuse_test(planned, "no test has this name, and --create does not allow to make one");
  } else if (is_unseen && may_go_alone) {
    planned.action = Action::find_or_make;
    planned.alone = true;
    planned.why = "not seen before: PractiTest takes the test of exactly this name, or makes it";
  } else {
    planned.action = Action::make_test;
    planned.alone = may_go_alone;
    planned.why = remote_.asked_by_name ? "no test has exactly this name" : "no test has this name";
  }
}

bool Planner::may_come_into_set(PlannedTest& planned) const {
  if (!set_.set && !options_.create.sets) {
    refuse_test(planned, "its test set does not exist, and --create does not allow to make it");
  } else if (!options_.create.instances) {
    refuse_test(planned, "it has no instance in the set, and --create does not allow to make one");
  }
  return planned.action != Action::refuse;
}

}  // namespace importer
