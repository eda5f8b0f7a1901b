#include "importer/means.hpp"

#include <algorithm>

namespace importer {

boost::asio::awaitable<void> wait_until_settled(
    client::PractiTest& practitest, ledger::Time left, std::chrono::seconds settle
) {
  using std::chrono::milliseconds;
  const auto passed = std::chrono::system_clock::now() - left;
  // Where the clock was set back meanwhile, the whole time.
  const auto rest =
      passed.count() < 0 ? milliseconds(settle) : std::chrono::ceil<milliseconds>(settle - passed);
  co_await practitest.wait(
      "PractiTest may still carry out a call whose answer was lost", std::max(rest, milliseconds(0))
  );
}

boost::asio::awaitable<bool> wait_for_claim(const Means& means, std::string subject) {
  const std::vector<std::string> subjects{subject};
  for (bool waited = false;; waited = true) {
    if (means.journal.claim(subjects).front()) {
      co_return waited;
    }
    co_await means.practitest.wait(
        "another import makes what this one needs too", std::chrono::seconds(1)
    );
  }
}

}  // namespace importer
