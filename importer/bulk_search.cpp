#include "importer/bulk_search.hpp"

#include "importer/seen_in_set.hpp"
#include "importer/side_by_side.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <utility>

namespace asio = boost::asio;

namespace importer {

namespace {

class BulkSearch {
public:
  BulkSearch(client::PractiTest& practitest, const std::vector<std::string>& names, Remote& remote)
      : practitest_(practitest), remote_(remote) {
    for (const auto& name : names) {
      found_[name];
      std::ranges::move(spellings_of(name), std::back_inserter(spellings_));
    }
  }

  asio::awaitable<bool> search(std::size_t width) {
    // One call shows whether there is such a call at all.
    co_await ask(0);
    if (remote_.bulk_search) {
      const auto rest = [this](std::size_t index) -> asio::awaitable<void> {
        co_await ask(index + 1);
      };
      co_await side_by_side(bulk_calls(spellings_.size()) - 1, width, rest);
    }
    if (remote_.bulk_search) {
      keep();
    }
    co_return remote_.bulk_search;
  }

private:
  asio::awaitable<void> ask(std::size_t call) {
    if (!remote_.bulk_search) {
      co_return;
    }
    const auto first = call * client::max_names_per_search;
    const auto last = std::min(first + client::max_names_per_search, spellings_.size());
    std::vector<std::string> names(
        spellings_.begin() + static_cast<std::ptrdiff_t>(first),
        spellings_.begin() + static_cast<std::ptrdiff_t>(last)
    );
    auto searching = practitest_.search_tests(std::move(names));
    const auto answer = co_await std::move(searching);
    if (answer.fate != client::Fate::done) {
      remote_.bulk_search = false;
      if (answer.error && (answer.error->status() == 404 || answer.error->status() == 405)) {
        remote_.seen.missing_calls.emplace_back("tests/bulk_search.json");
      }
      co_return;
    }
    for (const auto& test : answer.value) {
      const auto wanted = found_.find(match_key(test.name));
      if (wanted != found_.end()) {
        wanted->second.push_back(test);
      }
    }
  }

  void keep() {
    for (auto& [name, tests] : found_) {
      std::ranges::sort(tests, {}, &client::Test::id);
      auto& known = remote_.tests[name];
      for (const auto& test : tests) {
        remote_.seen.tests.push_back({test.name, test.id});
        known.push_back({test.id, false});
      }
    }
    remote_.asked_by_name = true;
  }

  client::PractiTest& practitest_;
  Remote& remote_;
  std::vector<std::string> spellings_;
  std::unordered_map<std::string, std::vector<client::Test>> found_;
};

}  // namespace

asio::awaitable<bool> search_in_bulk(
    client::PractiTest& practitest,
    const std::vector<std::string>& names,
    std::size_t width,
    Remote& remote
) {
  if (names.empty() || !remote.bulk_search) {
    co_return false;
  }
  BulkSearch searching(practitest, names, remote);
  co_return co_await searching.search(width);
}

}  // namespace importer
