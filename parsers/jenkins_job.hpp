#pragma once

#include <string>

namespace parsers {

/// The name that `config.xml` keeps of a job that Jenkins made for a branch, or of a folder that it
/// made for a repository; empty for any other. Throws ParseError.
/// Source: BranchJobProperty of workflow-multibranch and jenkins.branch.ProjectNameProperty of
/// branch-api, as XStream writes them.
std::string read_jenkins_job_name(std::string bytes);

}  // namespace parsers
