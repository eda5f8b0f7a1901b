#include "tests/e2e/history.hpp"

#include "tests/support/repeated.hpp"

#include <fmt/format.h>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <map>
#include <ostream>
#include <tuple>
#include <utility>

namespace e2e {

namespace {

std::string job_name(std::size_t job) { return fmt::format("job{}", job); }

/// Which build of its job the run is of, counted from 1.
std::size_t build_of(const sandbox::HeldRun& run) {
  const auto attributes = boost::json::parse(run.attributes).as_object();
  return std::stoul(std::string(attributes.at("version").as_string()));
}

}  // namespace

void write_jenkins_build(
    const Workspace& workspace,
    const std::string& job,
    std::size_t build,
    std::uint64_t started,
    const std::vector<Case>& cases
) {
  const auto folder = fmt::format("home/jobs/{}/builds/{}/", job, build);
  workspace.write(folder + "archive/TEST-shop.xml", junit(cases));
  workspace.write(
      folder + "build.xml",
      fmt::format("<build><startTime>{}</startTime><result>SUCCESS</result></build>", started)
  );
}

std::vector<std::string> JobsHistory::arguments(const Workspace& workspace) const {
  constexpr std::uint64_t first_day = 1'705'291'200'000;
  constexpr std::uint64_t an_hour = 3'600'000;
  for (std::size_t build = 1; build <= builds; ++build) {
    for (std::size_t job = 0; job < jobs; ++job) {
      write_jenkins_build(
          workspace, job_name(job), build, first_day + an_hour * (build * jobs + job), many(tests)
      );
    }
  }
  return {"--set", "{job}", "--run-field=version={ci.build}", (workspace.path() / "home").string()};
}

JobsHistory::Wrong JobsHistory::wrong(const sandbox::Sandbox& server) const {
  using Result = std::tuple<std::string, std::string, std::size_t>;  // Set, test, build.
  Wrong wrong;
  std::map<Result, std::size_t> found;
  std::map<std::string, std::size_t> latest;
  for (const auto& run : server.runs()) {
    if (run.set == earlier) {
      continue;
    }
    const auto build = build_of(run);
    ++found[{run.set, run.test, build}];
    auto& before = latest[run.set];
    wrong.overtook += build < before ? 1 : 0;
    before = std::max(before, build);
  }
  for (std::size_t job = 0; job < jobs; ++job) {
    for (std::size_t build = 1; build <= builds; ++build) {
      for (const auto& one : many(tests)) {
        const auto runs = found.extract({job_name(job), "shop.Cart." + one.name, build});
        wrong.lost += runs.empty() ? 1 : 0;
        wrong.doubled += runs.empty() ? 0 : runs.mapped() - 1;
      }
    }
  }
  wrong.doubled += found.size();  // Of no result of this history.
  wrong.doubled += support::repeated(server.tests(), [](const auto& test) { return test.name; });
  wrong.doubled += support::repeated(server.sets(), [](const auto& set) { return set.name; });
  wrong.doubled += support::repeated(server.held(), [](const auto& instance) {
    return std::pair(instance.set, instance.test);
  });
  return wrong;
}

std::ostream& operator<<(std::ostream& out, const JobsHistory::Wrong& wrong) {
  return out << fmt::format(
             "{} lost, {} doubled, {} overtook", wrong.lost, wrong.doubled, wrong.overtook
         );
}

}  // namespace e2e
