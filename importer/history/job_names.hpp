#pragma once

#include "importer/history/place.hpp"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace importer::history {

/// A job of Jenkins, as its environment variables JOB_NAME and BRANCH_NAME call it.
struct JobName {
  std::string job;     ///< The whole name: "team/shop/feature%2Fx".
  std::string branch;  ///< "feature/x"; empty for a job that is no branch's.
};

/// What Jenkins calls jobs. The folders of those that it makes itself, for branches and
/// repositories, have other names: "feature-x.k3jd92". The true one stands in the folder, in
/// `name-utf8.txt` and `config.xml`, and in `build.xml` of builds.
/// Sources: ChildNameGenerator of cloudbees-folder; NameMangler, NameEncoder and
/// BranchNameContributor of branch-api. Before branch-api 2.0 the folder was called as the job.
class JobNames {
public:
  /// Whether Jenkins keeps a job's name in the file: it is no report then.
  static bool are_kept_in(std::string_view path);
  /// Takes such a file of an archive; those on the disk are looked for when they are asked for.
  /// What cannot be read tells nothing: `read` may throw parsers::archives::Error.
  void take(std::string_view path, const std::function<std::string()>& read);
  /// `head` is what a build of the job with these folders was made of; empty when it tells none.
  void take_head(const std::vector<JobFolder>& folders, const std::string& head);

  /// Of the job whose folders these are, from the outermost on.
  JobName of(const std::vector<JobFolder>& folders);

private:
  /// The best first.
  enum class From { name_file, configuration, build, nowhere };
  struct Known {
    std::string name;  ///< As it stands in JOB_NAME.
    From from = From::nowhere;
  };

  static void take_better(Known& known, std::string name, From from);
  const Known& best_known(const std::string& folder);

  std::map<std::string, Known> known_;  ///< By folder.
  std::set<std::string> looked_for_;    ///< On the disk.
};

}  // namespace importer::history
