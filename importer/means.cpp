#include "importer/means.hpp"

#include <algorithm>
#include <utility>

namespace importer {

boost::asio::awaitable<void> wait_until_settled(const Means& means, ledger::Time left) {
  using std::chrono::milliseconds;
  const auto passed = std::chrono::system_clock::now() - left;
  // Where the clock was set back meanwhile, the whole time.
  const auto rest = passed.count() < 0 ? milliseconds(means.settle)
                                       : std::chrono::ceil<milliseconds>(means.settle - passed);
  co_await means.practitest.wait(
      "PractiTest may still carry out a call whose answer was lost", std::max(rest, milliseconds(0))
  );
}

boost::asio::awaitable<void> wait_for_others(const Means& means, std::string why) {
  // What was given back is held until it is on disk: two that wait would never see it free.
  means.journal.commit();
  co_await means.practitest.wait(std::move(why), std::chrono::seconds(1));
}

boost::asio::awaitable<bool> wait_for_claims(
    const Means& means, std::vector<std::string> subjects
) {
  bool others = false;
  std::ranges::sort(subjects);
  while (true) {
    const auto granted = means.journal.claim(subjects);
    std::vector<std::string> held;
    for (std::size_t i = 0; i < subjects.size(); ++i) {
      if (!granted[i]) {
        held.push_back(std::move(subjects[i]));
      } else if (!held.empty()) {
        // Whoever waits holds only what comes before what it waits for: no two wait for each other.
        means.journal.release(subjects[i]);
        held.push_back(std::move(subjects[i]));
      } else if (co_await wait_for_the_gone(means, subjects[i])) {
        others = true;
      }
    }
    if (held.empty()) {
      co_return others;
    }
    others = true;
    subjects = std::move(held);
    co_await wait_for_others(means, "another import makes what this one needs too");
  }
}

boost::asio::awaitable<bool> wait_for_the_gone(const Means& means, const std::string& subject) {
  const auto left = means.journal.perhaps_made(subject);
  if (left) {
    co_await wait_until_settled(means, *left);
  }
  co_return left.has_value();
}

}  // namespace importer
