#include "importer/build_identity.hpp"

#include "importer/digest.hpp"
#include "importer/error.hpp"
#include "importer/report_place.hpp"

#include <fmt/format.h>

#include <array>
#include <random>
#include <string_view>

namespace importer {

namespace {

/// Variables that together tell one attempt of one job of one build. Each from the system's own
/// list of predefined variables.
struct CiSystem {
  std::string_view name;
  std::array<const char*, 4> variables;  ///< The first one proves the system; null for none.
};

constexpr std::array systems = std::to_array<CiSystem>({
    {"jenkins", {"BUILD_TAG", "JENKINS_URL", "STAGE_NAME", nullptr}},
    {"github", {"GITHUB_RUN_ID", "GITHUB_RUN_ATTEMPT", "GITHUB_JOB", "GITHUB_REPOSITORY"}},
    {"gitlab", {"CI_JOB_ID", "CI_SERVER_HOST", nullptr, nullptr}},
    {"azure", {"BUILD_BUILDID", "SYSTEM_JOBID", "SYSTEM_JOBATTEMPT", "SYSTEM_COLLECTIONURI"}},
    {"circleci", {"CIRCLE_WORKFLOW_JOB_ID", "CIRCLE_NODE_INDEX", nullptr, nullptr}},
    {"buildkite", {"BUILDKITE_JOB_ID", "BUILDKITE_RETRY_COUNT", nullptr, nullptr}},
    {"bitbucket",
     {"BITBUCKET_STEP_UUID", "BITBUCKET_STEP_RUN_NUMBER", "BITBUCKET_BUILD_NUMBER", nullptr}},
    {"travis", {"TRAVIS_JOB_ID", "TRAVIS_JOB_NUMBER", nullptr, nullptr}},
    {"teamcity",
     {"TEAMCITY_VERSION", "TEAMCITY_PROJECT_NAME", "TEAMCITY_BUILDCONF_NAME", "BUILD_NUMBER"}},
});

const std::string reports_word = "reports ";

std::string variable(const Environment& environment, const char* name) {
  return name == nullptr ? std::string() : environment(name).value_or("");
}

std::string digest_of(const Reports& reports) {
  Digest digest;
  for (const auto& report : reports.seen) {
    digest.add(report_place(report.path));
    digest.add(report.modified);
    digest.add(report.digest);
  }
  return digest.hexadecimal();
}

/// 128 random bits.
std::string never_before() {
  std::random_device random;
  return fmt::format("{:08x}{:08x}{:08x}{:08x}", random(), random(), random(), random());
}

}  // namespace

std::string ci_build(const Environment& environment) {
  for (const auto& system : systems) {
    if (variable(environment, system.variables.front()).empty()) {
      continue;
    }
    std::string build(system.name);
    for (const auto* name : system.variables) {
      if (const auto value = variable(environment, name); !value.empty()) {
        build += fmt::format(" {}", value);
      }
    }
    return build;
  }
  return {};
}

std::string build_identity(
    const ImportOptions& options, const Environment& environment, const Reports& reports
) {
  if (options.identity) {
    const auto now = reports_word + digest_of(reports);
    if (options.identity->starts_with(reports_word) && !options.identity->starts_with(now)) {
      throw UsageError(
          "the reports are not those that the interrupted import read; when they are of another "
          "build, import them as such: `ptimport import` with the same options"
      );
    }
    return *options.identity;
  }
  auto build = options.build.empty() ? ci_build(environment) : "build " + options.build;
  if (build.empty()) {
    build = reports_word + digest_of(reports);
  }
  return options.again ? fmt::format("{} again {}", build, never_before()) : build;
}

}  // namespace importer
