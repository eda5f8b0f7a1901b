#include "importer/ci_system.hpp"

#include "importer/template.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace importer {

namespace {

/// Templates of variables; the first that has a value counts. Null for none.
using Ways = std::array<const char*, 3>;

/// Each from the system's own list of predefined variables.
struct CiSystem {
  std::string_view name;
  /// Variables that together tell one attempt of one job of one build. The first one proves the
  /// system; null for none.
  std::array<const char*, 4> attempt;
  Ways build;
  Ways job;
  Ways url;
  Ways branch;
  Ways commit;
};

constexpr std::array systems = std::to_array<CiSystem>({
    {"jenkins",
     {"BUILD_TAG", "JENKINS_URL", "STAGE_NAME", nullptr},
     {"{env:BUILD_NUMBER}"},
     {"{env:JOB_NAME}"},
     {"{env:BUILD_URL}"},
     {"{env:BRANCH_NAME}", "{env:GIT_LOCAL_BRANCH}", "{env:GIT_BRANCH}"},
     {"{env:GIT_COMMIT}"}},
    {"github",
     {"GITHUB_RUN_ID", "GITHUB_RUN_ATTEMPT", "GITHUB_JOB", "GITHUB_REPOSITORY"},
     {"{env:GITHUB_RUN_NUMBER}"},
     {"{env:GITHUB_JOB}"},
     {"{env:GITHUB_SERVER_URL}/{env:GITHUB_REPOSITORY}/actions/runs/{env:GITHUB_RUN_ID}"},
     {"{env:GITHUB_HEAD_REF}", "{env:GITHUB_REF_NAME}"},
     {"{env:GITHUB_SHA}"}},
    {"gitlab",
     {"CI_JOB_ID", "CI_SERVER_HOST", nullptr, nullptr},
     {"{env:CI_PIPELINE_ID}"},
     {"{env:CI_JOB_NAME}"},
     {"{env:CI_JOB_URL}"},
     {"{env:CI_MERGE_REQUEST_SOURCE_BRANCH_NAME}", "{env:CI_COMMIT_REF_NAME}"},
     {"{env:CI_COMMIT_SHA}"}},
    {"azure",
     {"BUILD_BUILDID", "SYSTEM_JOBID", "SYSTEM_JOBATTEMPT", "SYSTEM_COLLECTIONURI"},
     {"{env:BUILD_BUILDNUMBER}"},
     {"{env:BUILD_DEFINITIONNAME}"},
     {"{env:SYSTEM_COLLECTIONURI}{env:SYSTEM_TEAMPROJECT}/_build/results?buildId={env:BUILD_"
      "BUILDID}"},
     {"{env:SYSTEM_PULLREQUEST_SOURCEBRANCH}", "{env:BUILD_SOURCEBRANCH}"},
     {"{env:BUILD_SOURCEVERSION}"}},
    {"circleci",
     {"CIRCLE_WORKFLOW_JOB_ID", "CIRCLE_NODE_INDEX", nullptr, nullptr},
     {"{env:CIRCLE_BUILD_NUM}"},
     {"{env:CIRCLE_JOB}"},
     {"{env:CIRCLE_BUILD_URL}"},
     {"{env:CIRCLE_BRANCH}", "{env:CIRCLE_TAG}"},
     {"{env:CIRCLE_SHA1}"}},
    {"buildkite",
     {"BUILDKITE_JOB_ID", "BUILDKITE_RETRY_COUNT", nullptr, nullptr},
     {"{env:BUILDKITE_BUILD_NUMBER}"},
     {"{env:BUILDKITE_PIPELINE_SLUG}"},
     {"{env:BUILDKITE_BUILD_URL}"},
     {"{env:BUILDKITE_BRANCH}"},
     {"{env:BUILDKITE_COMMIT}"}},
    {"bitbucket",
     {"BITBUCKET_STEP_UUID", "BITBUCKET_STEP_RUN_NUMBER", "BITBUCKET_BUILD_NUMBER", nullptr},
     {"{env:BITBUCKET_BUILD_NUMBER}"},
     {"{env:BITBUCKET_REPO_SLUG}"},
     {"{env:BITBUCKET_GIT_HTTP_ORIGIN}/pipelines/results/{env:BITBUCKET_BUILD_NUMBER}"},
     {"{env:BITBUCKET_BRANCH}", "{env:BITBUCKET_TAG}"},
     {"{env:BITBUCKET_COMMIT}"}},
    {"travis",
     {"TRAVIS_JOB_ID", "TRAVIS_JOB_NUMBER", nullptr, nullptr},
     {"{env:TRAVIS_BUILD_NUMBER}"},
     {"{env:TRAVIS_REPO_SLUG}"},
     {"{env:TRAVIS_BUILD_WEB_URL}"},
     {"{env:TRAVIS_PULL_REQUEST_BRANCH}", "{env:TRAVIS_BRANCH}"},
     {"{env:TRAVIS_COMMIT}"}},
    // Its branch is no variable unless the build's configuration makes one of it.
    {"teamcity",
     {"TEAMCITY_VERSION", "TEAMCITY_PROJECT_NAME", "TEAMCITY_BUILDCONF_NAME", "BUILD_NUMBER"},
     {"{env:BUILD_NUMBER}"},
     {"{env:TEAMCITY_BUILDCONF_NAME}"},
     {"{env:BUILD_URL}"},
     {},
     {"{env:BUILD_VCS_NUMBER}"}},
});

constexpr std::pair<std::string_view, Ways CiSystem::*> kinds[] = {
    {"build", &CiSystem::build},
    {"job", &CiSystem::job},
    {"url", &CiSystem::url},
    {"branch", &CiSystem::branch},
    {"commit", &CiSystem::commit},
};

std::string variable(const Environment& environment, const char* name) {
  return name == nullptr ? std::string() : environment(name).value_or("");
}

/// Null outside of the systems that are known.
const CiSystem* system_of(const Environment& environment) {
  const auto* const found = std::ranges::find_if(systems, [&environment](const CiSystem& system) {
    return !variable(environment, system.attempt.front()).empty();
  });
  return found == systems.end() ? nullptr : found;
}

std::optional<std::string> filled(const Environment& environment, const char* way) {
  const KnownPlaceholders variables{{"env", "NAME"}};
  return Template(way, variables, "a CI system's value").filled([&](const Placeholder& each) {
    return environment(each.argument.c_str());
  });
}

}  // namespace

std::string ci_attempt(const Environment& environment) {
  const auto* const system = system_of(environment);
  if (system == nullptr) {
    return {};
  }
  std::string attempt(system->name);
  for (const auto* name : system->attempt) {
    if (const auto value = variable(environment, name); !value.empty()) {
      attempt += fmt::format(" {}", value);
    }
  }
  return attempt;
}

const std::vector<std::string_view>& ci_values() {
  static const auto names = [] {
    std::vector<std::string_view> all;
    for (const auto& [name, ways] : kinds) {
      all.push_back(name);
    }
    return all;
  }();
  return names;
}

std::optional<std::string> ci_value(const Environment& environment, std::string_view what) {
  const auto* const system = system_of(environment);
  const auto* const kind =
      std::ranges::find(kinds, what, [](const auto& each) { return each.first; });
  if (system == nullptr || kind == std::end(kinds)) {
    return std::nullopt;
  }
  for (const auto* way : system->*kind->second) {
    auto value = way == nullptr ? std::nullopt : filled(environment, way);
    if (!value) {
      continue;
    }
    // How git, and so Azure, names a branch in full.
    constexpr std::string_view full = "refs/heads/";
    if (what == "branch" && value->starts_with(full)) {
      value->erase(0, full.size());
    }
    return value;
  }
  return std::nullopt;
}

}  // namespace importer
