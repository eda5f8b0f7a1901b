#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace parsers {

/// What Jenkins writes of a build beside its reports: `build.xml` in the build's folder.
/// Source: hudson.model.Run, as XStream writes it.
struct JenkinsBuild {
  std::string number;  ///< Only before Jenkins 1.597: then the folder is named after the time.
  /// When it started, else when it was put into the queue; absent where neither is told.
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> start;
  std::string result;  ///< "SUCCESS", "UNSTABLE", …; empty while it runs.
  /// Of a multibranch job: the branch, tag or change that was built. Source:
  /// jenkins.scm.api.SCMRevisionAction of scm-api.
  std::string head;
};

/// Throws ParseError.
JenkinsBuild read_jenkins_build(std::string bytes);

}  // namespace parsers
