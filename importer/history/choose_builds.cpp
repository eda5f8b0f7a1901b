#include "importer/history/choose_builds.hpp"

namespace importer::history {

std::vector<bool> chosen(const std::vector<Build>& builds, const Choice& choice) {
  std::vector<bool> taken(builds.size());
  std::size_t of_the_time = 0;
  std::size_t count = 0;
  for (std::size_t i = builds.size(); i-- > 0;) {
    const auto time = builds[i].time;
    if ((choice.since && time < *choice.since) || (choice.until && time >= *choice.until)) {
      continue;
    }
    taken[i] = of_the_time++ % choice.every == 0 && (choice.last == 0 || count < choice.last);
    count += taken[i] ? 1 : 0;
  }
  return taken;
}

}  // namespace importer::history
