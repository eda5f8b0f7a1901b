#pragma once

#include "importer/token.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the variables of the CI system say in which the program runs: Jenkins, GitHub Actions,
/// GitLab, Azure Pipelines, CircleCI, Buildkite, Bitbucket Pipelines, Travis CI, TeamCity.
namespace importer {

/// One attempt of one job of one build, "jenkins jenkins-shop-42 …": the same whenever the program
/// is started in it. Empty outside of the systems that are known.
std::string ci_attempt(const Environment& environment);

/// What ci_value() knows: "build", "job", "url", "branch", "commit".
const std::vector<std::string_view>& ci_values();

/// As people know it: the number of the build, the name of its job or pipeline, the address of its
/// page, the branch and the commit that it was made from. Absent where the system does not tell.
std::optional<std::string> ci_value(const Environment& environment, std::string_view what);

}  // namespace importer
