#include "importer/plan.hpp"
#include "tests/importer/by_hand.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

using importer::Action;
using importer::CallCounts;
using importer::make_plan;
using importer::match_key;
using importer::Plan;
using importer::Remote;
using Ids = std::vector<client::Id>;

BOOST_AUTO_TEST_SUITE(planning)

namespace {

/// Results named so, and what PractiTest holds of them; made up step by step by each test.
struct Import {
  explicit Import(const std::vector<std::string_view>& names) : reports(by_hand::passed(names)) {}

  Plan plan() {
    gathered = by_hand::gathered(reports, options);
    return make_plan(gathered, remote, options);
  }

  void set_exists(client::Id id = 50) {
    remote.sets.front().set.emplace();
    remote.sets.front().set->id = id;
    remote.sets.front().set->name = "Nightly";
  }
  void in_project(std::string_view name, const Ids& ids) {
    auto& tests = remote.tests[match_key(name)];
    tests.clear();
    for (const auto id : ids) {
      tests.push_back({id, false});
    }
  }
  void in_set(std::string_view name, client::Id test, client::Id instance) {
    remote.sets.front().instances[match_key(name)].push_back({instance, test, false});
  }

  importer::Reports reports;
  importer::ImportOptions options = by_hand::options();
  Remote remote;
  importer::Gathered gathered;
};

/// As many names as wanted, which outlive the import.
class Names {
public:
  explicit Names(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      names_.insert("test " + std::to_string(i));
    }
  }
  std::vector<std::string_view> views() const { return {names_.begin(), names_.end()}; }

private:
  std::set<std::string> names_;
};

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

bool same(const Ids& got, const Ids& wanted) { return got == wanted; }

CallCounts calls(std::initializer_list<std::pair<const std::string, std::size_t>> counts) {
  return counts;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_test_with_an_instance_in_the_set_is_recorded_there) {
  Import import({"adds"});
  import.set_exists();
  import.in_set("adds", 7, 70);
  const auto plan = import.plan();
  BOOST_TEST_REQUIRE(plan.tests.size() == 1U);
  BOOST_TEST(plan.tests[0].action == Action::record);
  BOOST_TEST(plan.tests[0].test_id.value() == 7);
  BOOST_TEST(plan.tests[0].instance_id.value() == 70);
  BOOST_TEST(why_of(plan.tests[0]) == "matched by name to instance 70 of the set");
  BOOST_TEST(plan.sets.front().id.value() == 50);
  BOOST_TEST(!plan.sets.front().make);
  BOOST_TEST((plan.calls == calls({{"POST runs.json", 1}})));
}

BOOST_AUTO_TEST_CASE(a_test_of_the_project_comes_into_the_set) {
  Import import({"adds"});
  import.set_exists();
  import.in_project("adds", {7});
  const auto plan = import.plan();
  BOOST_TEST(plan.tests[0].action == Action::make_instance);
  BOOST_TEST(plan.tests[0].test_id.value() == 7);
  BOOST_TEST(!plan.tests[0].instance_id);
  BOOST_TEST((plan.calls == calls({{"POST instances.json", 1}, {"POST runs.json", 1}})));
}

BOOST_AUTO_TEST_CASE(a_test_that_nobody_knows_is_made) {
  Import import({"adds"});
  import.set_exists();
  import.in_project("adds", {});
  const auto plan = import.plan();
  BOOST_TEST(plan.tests[0].action == Action::make_test);
  BOOST_TEST(!plan.tests[0].test_id);
  BOOST_TEST(
      (plan.calls ==
       calls({{"POST tests.json", 1}, {"POST instances.json", 1}, {"POST runs.json", 1}}))
  );
}

BOOST_AUTO_TEST_CASE(a_set_that_does_not_exist_is_made_with_its_tests) {
  Import import({"adds", "removes", "pays"});
  import.in_project("adds", {7});
  const auto plan = import.plan();
  BOOST_TEST(plan.sets.front().make);
  BOOST_TEST(!plan.sets.front().id);
  BOOST_TEST(plan.sets.front().name == "Nightly");
  BOOST_TEST(
      (plan.calls == calls(
                         {{"POST tests.json", 2},
                          {"POST sets.json", 1},
                          {"GET instances.json", 1},
                          {"POST runs.json", 1}}
                     ))
  );
}

BOOST_AUTO_TEST_CASE(the_same_again_needs_one_call_for_20_runs) {
  const Names names(1'000);
  Import import(names.views());
  import.set_exists();
  client::Id id = 0;
  for (const auto name : names.views()) {
    ++id;
    import.in_set(name, id, 10'000 + id);
  }
  const auto plan = import.plan();
  BOOST_TEST(count(plan, Action::record) == 1'000U);
  BOOST_TEST((plan.calls == calls({{"POST runs.json", 50}})));
}

BOOST_AUTO_TEST_CASE(new_instances_go_into_an_existing_set_by_20) {
  const Names names(41);
  Import import(names.views());
  import.set_exists();
  const auto plan = import.plan();
  BOOST_TEST(
      (plan.calls ==
       calls({{"POST tests.json", 41}, {"POST instances.json", 3}, {"POST runs.json", 3}}))
  );
}

BOOST_AUTO_TEST_CASE(a_new_set_takes_all_its_tests_in_one_call) {
  const struct {
    std::size_t tests, pages, batches;
  } table[] = {{100, 1, 5}, {101, 2, 6}, {1'000, 10, 50}, {1'050, 11, 53}};
  for (const auto& row : table) {
    const Names names(row.tests);
    Import import(names.views());
    const auto wanted = calls(
        {{"POST tests.json", row.tests},
         {"POST sets.json", 1},
         {"GET instances.json", row.pages},
         {"POST runs.json", row.batches}}
    );
    BOOST_TEST((import.plan().calls == wanted), row.tests << " tests");
  }
}

BOOST_AUTO_TEST_CASE(what_may_not_be_made_is_refused_with_the_reason) {
  // In a set that exists ("S") or not, a test that is in the set, in the project only, or new.
  const struct {
    importer::Create create;
    bool set_exists;
    Action in_set, in_project, fresh;
  } table[] = {
      {{true, true, true}, true, Action::record, Action::make_instance, Action::make_test},
      {{false, true, true}, true, Action::record, Action::make_instance, Action::refuse},
      {{true, false, true}, true, Action::record, Action::refuse, Action::refuse},
      {{true, true, false}, true, Action::record, Action::make_instance, Action::make_test},
      {{false, false, true}, true, Action::record, Action::refuse, Action::refuse},
      {{true, false, false}, true, Action::record, Action::refuse, Action::refuse},
      {{false, true, false}, true, Action::record, Action::make_instance, Action::refuse},
      {{false, false, false}, true, Action::record, Action::refuse, Action::refuse},
      {{true, true, true}, false, Action::make_instance, Action::make_instance, Action::make_test},
      {{false, true, true}, false, Action::make_instance, Action::make_instance, Action::refuse},
      {{true, false, true}, false, Action::refuse, Action::refuse, Action::refuse},
      {{true, true, false}, false, Action::refuse, Action::refuse, Action::refuse},
      {{false, false, false}, false, Action::refuse, Action::refuse, Action::refuse},
  };
  for (const auto& row : table) {
    Import import({"in set", "in project", "new"});
    import.options.create = row.create;
    import.in_project("in set", {7});
    import.in_project("in project", {8});
    if (row.set_exists) {
      import.set_exists();
      import.in_set("in set", 7, 70);
    }
    const auto plan = import.plan();
    BOOST_TEST_CONTEXT(
        "tests " << row.create.tests << " instances " << row.create.instances << " sets "
                 << row.create.sets << " set exists " << row.set_exists
    ) {
      const Action wanted[] = {row.in_set, row.in_project, row.fresh};
      for (std::size_t i = 0; i < 3; ++i) {
        const auto& test = plan.tests[i];
        BOOST_TEST(test.action == wanted[i]);
        BOOST_TEST(!why_of(test).empty());
        BOOST_TEST(test.runs.empty() == (wanted[i] == Action::refuse));
      }
      BOOST_TEST(
          plan.sets.front().make == (!row.set_exists && row.in_project == Action::make_instance)
      );
    }
  }
}

BOOST_AUTO_TEST_CASE(when_all_is_refused_no_call_is_made) {
  Import import({"adds", "removes"});
  import.options.create = {false, false, false};
  const auto plan = import.plan();
  BOOST_TEST(plan.batches.empty());
  BOOST_TEST(plan.calls.empty());
  BOOST_TEST(!plan.sets.front().make);
}

BOOST_AUTO_TEST_CASE(blanks_and_unicode_form_do_not_matter_when_matching) {
  Import import({"  caf\u00e9   opens "});
  import.set_exists();
  import.in_set(" cafe\u0301 opens\t", 7, 70);
  BOOST_TEST(import.plan().tests[0].action == Action::record);
}

BOOST_AUTO_TEST_CASE(case_matters_when_matching) {
  Import import({"adds"});
  import.set_exists();
  import.in_set("Adds", 7, 70);
  BOOST_TEST(import.plan().tests[0].action == Action::make_test);
}

BOOST_AUTO_TEST_CASE(of_several_tests_of_one_name_the_lowest_id_is_taken_and_all_are_told) {
  Import import({"adds"});
  import.set_exists();
  import.in_project("adds", {7, 9, 12});
  const auto plan = import.plan();
  BOOST_TEST(plan.tests[0].action == Action::make_instance);
  BOOST_TEST(plan.tests[0].test_id.value() == 7);
  BOOST_TEST(same(plan.tests[0].same_name, {7, 9, 12}));
}

BOOST_AUTO_TEST_CASE(of_several_tests_of_one_name_that_with_an_instance_in_the_set_wins) {
  Import import({"adds"});
  import.set_exists();
  import.in_project("adds", {7, 9, 12});
  import.in_set("adds", 9, 90);
  const auto plan = import.plan();
  BOOST_TEST(plan.tests[0].action == Action::record);
  BOOST_TEST(plan.tests[0].test_id.value() == 9);
  BOOST_TEST(plan.tests[0].instance_id.value() == 90);
  BOOST_TEST(same(plan.tests[0].same_name, {7, 9, 12}));
}

BOOST_AUTO_TEST_CASE(of_several_instances_of_one_name_that_of_the_lowest_test_is_taken) {
  Import import({"adds"});
  import.set_exists();
  import.in_set("adds", 7, 71);
  import.in_set("adds", 9, 70);
  const auto plan = import.plan();
  BOOST_TEST(plan.tests[0].instance_id.value() == 71);
  BOOST_TEST(same(plan.tests[0].same_name, {7, 9}));
}

BOOST_AUTO_TEST_CASE(one_test_with_two_instances_in_the_set_is_not_ambiguous) {
  Import import({"adds"});
  import.set_exists();
  import.options.on_ambiguous = importer::OnAmbiguous::refuse;
  import.in_set("adds", 7, 70);
  import.in_set("adds", 7, 71);
  const auto plan = import.plan();
  BOOST_TEST(plan.tests[0].action == Action::record);
  BOOST_TEST(plan.tests[0].instance_id.value() == 70);
  BOOST_TEST(plan.tests[0].same_name.empty());
}

BOOST_AUTO_TEST_CASE(ambiguous_names_are_refused_on_request_and_the_others_recorded) {
  Import import({"in project", "in set", "clear"});
  import.options.on_ambiguous = importer::OnAmbiguous::refuse;
  import.set_exists();
  import.in_project("in project", {7, 9});
  import.in_project("in set", {11, 12});
  import.in_set("in set", 11, 110);
  import.in_project("clear", {20});
  const auto plan = import.plan();
  BOOST_TEST(plan.tests[0].action == Action::refuse);
  BOOST_TEST(holds(plan.tests[0].why, "7, 9"));
  BOOST_TEST(plan.tests[1].action == Action::refuse);
  BOOST_TEST(holds(plan.tests[1].why, "11, 12"));
  BOOST_TEST(plan.tests[2].action == Action::make_instance);
  BOOST_TEST((plan.calls == calls({{"POST instances.json", 1}, {"POST runs.json", 1}})));
}

BOOST_AUTO_TEST_CASE(of_several_sets_of_one_name_the_lowest_is_taken_or_all_is_refused) {
  Import import({"adds"});
  import.set_exists(50);
  import.remote.sets.front().sets_of_the_same_name = {50, 60};
  import.in_set("adds", 7, 70);
  const auto plan = import.plan();
  BOOST_TEST(plan.tests[0].action == Action::record);
  BOOST_TEST(plan.sets.front().id.value() == 50);
  BOOST_TEST(same(plan.sets.front().same_name, {50, 60}));

  import.options.on_ambiguous = importer::OnAmbiguous::refuse;
  const auto refused = import.plan();
  BOOST_TEST(refused.tests[0].action == Action::refuse);
  BOOST_TEST(holds(refused.tests[0].why, "50, 60"));
  BOOST_TEST(holds(refused.tests[0].why, "--set-id"));
  BOOST_TEST(refused.calls.empty());
}

BOOST_AUTO_TEST_CASE(what_is_left_out_on_request_costs_nothing) {
  Import import({"adds", "removes"});
  import.reports.read[0].results[0].status = parsers::Status::skipped;
  import.options.statuses = by_hand::skipped_as(std::nullopt);
  const auto plan = import.plan();
  BOOST_TEST(plan.tests[0].action == Action::omit);
  BOOST_TEST(!plan.tests[0].why.empty());
  BOOST_TEST(plan.tests[0].runs.empty());
  BOOST_TEST(plan.tests[1].action == Action::make_test);
  BOOST_TEST(plan.calls.at("POST tests.json") == 1U);
}

BOOST_AUTO_TEST_CASE(nothing_but_what_is_left_out_makes_no_set) {
  Import import({"adds"});
  import.reports.read[0].results[0].status = parsers::Status::skipped;
  import.options.statuses = by_hand::skipped_as(std::nullopt);
  const auto plan = import.plan();
  BOOST_TEST(!plan.sets.front().make);
  BOOST_TEST(plan.calls.empty());
}

BOOST_AUTO_TEST_CASE(results_of_one_name_become_runs_in_separate_batches) {
  Import import({"adds", "adds", "adds", "removes"});
  const auto plan = import.plan();
  BOOST_TEST_REQUIRE(plan.tests.size() == 2U);
  BOOST_TEST(plan.tests[0].runs.size() == 3U);
  BOOST_TEST(plan.batches.size() == 3U);
  BOOST_TEST(plan.calls.at("POST tests.json") == 2U);
  BOOST_TEST(plan.calls.at("POST runs.json") == 3U);
}

BOOST_AUTO_TEST_CASE(a_new_test_of_several_sets_is_made_for_the_first_and_instances_share_a_list) {
  importer::Reports reports;
  auto& report = reports.read.emplace_back(by_hand::report());
  report.suites.front().name = "Chrome";
  by_hand::add_suite(report, "Firefox");
  for (const parsers::SuiteIndex suite : {0U, 1U}) {
    by_hand::add(report, "", "adds").suite = suite;
    by_hand::add(report, "", "removes").suite = suite;
  }
  auto options = by_hand::options();
  options.sets_by_result = importer::sets_by_result("{suite}", "");
  const auto gathered = by_hand::gathered(reports, options);
  Remote remote(2);
  remote.auto_create = true;
  remote.in_several_sets = {"adds", "removes"};
  remote.tests["adds"];
  remote.tests["removes"].push_back({7, false});
  const auto plan = make_plan(gathered, remote, options);
  BOOST_TEST_REQUIRE(plan.sets.size() == 2U);
  BOOST_TEST(plan.sets[1].name == "Firefox");
  BOOST_TEST(plan.sets[1].make);
  BOOST_TEST_REQUIRE(plan.tests.size() == 4U);
  BOOST_TEST(!plan.tests[0].made_by.has_value());
  BOOST_TEST(plan.tests[2].made_by.value() == 0U);
  BOOST_TEST(importer::tests_to_make(plan) == 1U);
  BOOST_TEST(
      (plan.calls == calls(
                         {{"POST tests.json", 1},
                          {"POST sets.json", 2},
                          {"GET instances.json", 1},
                          {"POST runs.json", 1}}
                     ))
  );
}

BOOST_AUTO_TEST_CASE(the_name_of_a_new_set_has_one_line_and_no_blanks_around_it) {
  Import import({"adds"});
  import.options.set_name = "  Release\u00a02 \n cafe\u0301 ";
  BOOST_TEST(import.plan().sets.front().name == "Release\u00a02 caf\u00e9");
}

BOOST_AUTO_TEST_CASE(the_first_minutes_calls_are_free_and_then_the_rate_counts) {
  using std::chrono::minutes;
  const struct {
    std::size_t calls;
    int rate;
    int minutes;
  } table[] = {
      {0, 30, 0},
      {1, 30, 0},
      {30, 30, 0},
      {31, 30, 1},
      {60, 30, 1},
      {61, 30, 2},
      {1'170, 30, 38},
      {1'000, 100, 9},
      {1'000, 0, 0},
      {3, 1, 2},
  };
  for (const auto& row : table) {
    BOOST_TEST(importer::time_for(row.calls, row.rate).count() == row.minutes);
  }
}

BOOST_AUTO_TEST_CASE(calls_are_summed_over_their_kinds) {
  BOOST_TEST(importer::total({}) == 0U);
  BOOST_TEST(importer::total({{"GET sets.json", 2}, {"POST runs.json", 40}}) == 42U);
}

BOOST_AUTO_TEST_SUITE_END()
