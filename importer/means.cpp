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

}  // namespace importer
