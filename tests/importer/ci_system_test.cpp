#include "importer/ci_system.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <string>

using importer::ci_attempt;
using importer::ci_value;
using importer::ci_values;
using importer::Environment;

BOOST_AUTO_TEST_SUITE(ci_system)

namespace {

using Variables = std::map<std::string, std::string>;

Environment environment(const Variables& variables) {
  return [variables](const char* name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
}

/// "build|job|url|branch|commit", "-" for what is absent.
std::string all_of(const Variables& variables) {
  std::string all;
  for (const auto what : ci_values()) {
    all += (all.empty() ? "" : "|") + ci_value(environment(variables), what).value_or("-");
  }
  return all;
}

const Variables github{
    {"GITHUB_RUN_ID", "991"},
    {"GITHUB_RUN_ATTEMPT", "2"},
    {"GITHUB_JOB", "test"},
    {"GITHUB_REPOSITORY", "acme/shop"},
    {"GITHUB_RUN_NUMBER", "42"},
    {"GITHUB_SERVER_URL", "https://github.com"},
    {"GITHUB_REF_NAME", "7/merge"},
    {"GITHUB_SHA", "c0ffee"}};

}  // namespace

BOOST_AUTO_TEST_CASE(says_of_each_system_what_its_variables_say) {
  const std::pair<Variables, std::string> cases[] = {
      {{{"BUILD_TAG", "jenkins-shop-42"},
        {"BUILD_NUMBER", "42"},
        {"JOB_NAME", "shop"},
        {"BUILD_URL", "https://ci/job/shop/42/"},
        {"GIT_BRANCH", "origin/main"},
        {"GIT_COMMIT", "c0ffee"}},
       "42|shop|https://ci/job/shop/42/|origin/main|c0ffee"},
      {github, "42|test|https://github.com/acme/shop/actions/runs/991|7/merge|c0ffee"},
      {{{"CI_JOB_ID", "5"},
        {"CI_PIPELINE_ID", "42"},
        {"CI_JOB_NAME", "test"},
        {"CI_JOB_URL", "https://gl/5"},
        {"CI_COMMIT_REF_NAME", "main"},
        {"CI_COMMIT_SHA", "c0ffee"}},
       "42|test|https://gl/5|main|c0ffee"},
      {{{"BUILD_BUILDID", "5"},
        {"BUILD_BUILDNUMBER", "20261128.1"},
        {"BUILD_DEFINITIONNAME", "shop"},
        {"SYSTEM_COLLECTIONURI", "https://dev.azure.com/acme/"},
        {"SYSTEM_TEAMPROJECT", "shop"},
        {"BUILD_SOURCEBRANCH", "refs/heads/feature/cart"},
        {"BUILD_SOURCEVERSION", "c0ffee"}},
       "20261128.1|shop|https://dev.azure.com/acme/shop/_build/results?buildId=5|feature/cart|"
       "c0ffee"},
      {{{"CIRCLE_WORKFLOW_JOB_ID", "5"},
        {"CIRCLE_BUILD_NUM", "42"},
        {"CIRCLE_JOB", "test"},
        {"CIRCLE_BUILD_URL", "https://cc/42"},
        {"CIRCLE_TAG", "v1"},
        {"CIRCLE_SHA1", "c0ffee"}},
       "42|test|https://cc/42|v1|c0ffee"},
      {{{"BUILDKITE_JOB_ID", "5"},
        {"BUILDKITE_BUILD_NUMBER", "42"},
        {"BUILDKITE_PIPELINE_SLUG", "shop"},
        {"BUILDKITE_BUILD_URL", "https://bk/42"},
        {"BUILDKITE_BRANCH", "main"},
        {"BUILDKITE_COMMIT", "c0ffee"}},
       "42|shop|https://bk/42|main|c0ffee"},
      {{{"BITBUCKET_STEP_UUID", "{5}"},
        {"BITBUCKET_BUILD_NUMBER", "42"},
        {"BITBUCKET_REPO_SLUG", "shop"},
        {"BITBUCKET_GIT_HTTP_ORIGIN", "https://bitbucket.org/acme/shop"},
        {"BITBUCKET_BRANCH", "main"},
        {"BITBUCKET_COMMIT", "c0ffee"}},
       "42|shop|https://bitbucket.org/acme/shop/pipelines/results/42|main|c0ffee"},
      {{{"TEAMCITY_VERSION", "2024.03"},
        {"BUILD_NUMBER", "42"},
        {"TEAMCITY_BUILDCONF_NAME", "Nightly"},
        {"BUILD_URL", "https://tc/42"},
        {"BUILD_VCS_NUMBER", "c0ffee"}},
       "42|Nightly|https://tc/42|-|c0ffee"},
      {{{"BUILD_NUMBER", "42"}}, "-|-|-|-|-"},
  };
  for (const auto& [variables, expected] : cases) {
    BOOST_TEST(all_of(variables) == expected);
  }
}

BOOST_AUTO_TEST_CASE(half_an_address_is_none) {
  auto variables = github;
  variables.erase("GITHUB_SERVER_URL");
  BOOST_TEST(!ci_value(environment(variables), "url"));
}

BOOST_AUTO_TEST_CASE(a_branch_that_asks_to_be_merged_goes_before_the_merge) {
  auto variables = github;
  variables["GITHUB_HEAD_REF"] = "feature";
  BOOST_TEST(ci_value(environment(variables), "branch").value() == "feature");
  variables["GITHUB_HEAD_REF"] = "";
  BOOST_TEST(ci_value(environment(variables), "branch").value() == "7/merge");
}

BOOST_AUTO_TEST_CASE(attempts_of_one_build_are_told_apart) {
  BOOST_TEST(ci_attempt(environment(github)) == "github 991 2 test acme/shop");
  BOOST_TEST(ci_attempt(environment({{"BUILD_NUMBER", "42"}})).empty());
}

BOOST_AUTO_TEST_SUITE_END()
