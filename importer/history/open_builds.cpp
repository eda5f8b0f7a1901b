#include "importer/history/open_builds.hpp"

namespace importer::history {

OpenBuilds::OpenBuilds(std::vector<BuildTold>& builds) : builds_(builds) {
  for (std::size_t i = 0; i < builds.size(); ++i) {
    if (builds[i].state == BuildState::waiting) {
      auto& of_set = sets_[builds[i].sets.name];
      if (of_set.empty()) {
        next_.insert(i);
      }
      of_set.push_back(i);
    }
  }
}

BuildTold* OpenBuilds::next() const { return next_.empty() ? nullptr : &builds_[*next_.begin()]; }

void OpenBuilds::done(const BuildTold& build) {
  const auto of_set = sets_.find(build.sets.name);
  next_.erase(of_set->second.front());
  of_set->second.pop_front();
  if (of_set->second.empty()) {
    sets_.erase(of_set);
  } else {
    next_.insert(of_set->second.front());
  }
}

void OpenBuilds::set_aside(const BuildTold& build) {
  aside_.insert(next_.extract(sets_.find(build.sets.name)->second.front()));
}

void OpenBuilds::take_back() { next_.merge(aside_); }

}  // namespace importer::history
