#include "tests/e2e/backfills.hpp"

#include "tests/e2e/history.hpp"

#include <boost/json/array.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>

namespace e2e {

Told Backfills::backfill(const std::vector<std::string>& arguments) const {
  return run(command("backfill", arguments));
}

Told Backfills::as_planned(std::vector<std::string> arguments) const {
  arguments.insert(arguments.begin(), {"--format", "json"});
  auto planning = arguments;
  planning.emplace_back("--plan");
  const auto planned = backfill(planning);
  BOOST_TEST(planned.calls.empty(), "a plan calls nobody");
  BOOST_TEST(planned.exit_code == 0, planned.err);
  auto told = backfill(arguments);
  BOOST_TEST(told.exit_code == 0, told.err);
  const auto forecast = planned.json().at("planned_calls").at("total");
  BOOST_TEST(told.calls.size() == forecast.to_number<std::size_t>());
  BOOST_TEST(told.json().at("calls").at("total") == forecast);
  return told;
}

std::string Backfills::jenkins(std::size_t builds, const std::vector<Case>& cases) const {
  for (std::size_t build = 1; build <= builds; ++build) {
    jenkins_build(build, cases);
  }
  return (workspace.path() / "home").string();
}

void Backfills::jenkins_build(std::size_t build, const std::vector<Case>& cases) const {
  write_jenkins_build(workspace, "shop", build, 1'705'291'200'000 + 86'400'000 * build, cases);
}

std::string Backfills::statuses_of(const std::string& test) const {
  std::string all;
  for (const auto& run : runs_of(test)) {
    all += (all.empty() ? "" : " ") + run.status;
  }
  return all;
}

std::size_t Backfills::state(const Told& told, const char* name) {
  const auto answer = told.json();
  const auto& builds = answer.at("builds").as_array();
  return static_cast<std::size_t>(std::ranges::count_if(builds, [name](const auto& build) {
    return build.at("state").as_string() == name;
  }));
}

ChangingBuilds::ChangingBuilds() {
  for (std::size_t build = 1; build <= 7; ++build) {
    const bool fails = build == 3 || build == 4;
    jenkins_build(build, {passed("adds"), fails ? failed("pays") : passed("pays")});
  }
  home = (workspace.path() / "home").string();
}

}  // namespace e2e
