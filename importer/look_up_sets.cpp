#include "importer/look_up_sets.hpp"

#include "importer/seen_in_set.hpp"
#include "importer/side_by_side.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

namespace asio = boost::asio;

namespace importer {

namespace {

/// Several sets at once.
class SetSearch {
public:
  SetSearch(
      client::PractiTest& practitest,
      const std::vector<std::string>& names,
      std::size_t width,
      Remote& remote
  )
      : practitest_(practitest), names_(names), width_(width), remote_(remote) {}

  asio::awaitable<void> find(const std::vector<std::size_t>& wanted) {
    auto missing = wanted;
    if (missing.size() > 1) {
      // The first page of the list tells how long it is, and costs no more than one of the names.
      client::TestSetQuery all;
      const auto first = co_await practitest_.sets(all, 1);
      collect(first.items);
      const auto pages_left = first.total_pages - std::min<std::size_t>(first.total_pages, 1);
      const bool by_list = pages_left <= wanted.size() - found_of(wanted);
      if (by_list) {
        co_await read_pages(pages_left);
      }
      take_found(missing, by_list);
    }
    const auto ask = [&](std::size_t index) -> asio::awaitable<void> {
      const auto set = missing[index];
      co_await find_set_by_name(practitest_, names_[set], remote_.sets[set], remote_);
    };
    co_await side_by_side(missing.size(), width_, ask);
  }

  asio::awaitable<void> read_instances_of(const std::vector<std::size_t>& wanted) {
    client::InstanceQuery query;
    std::unordered_map<client::Id, RemoteSet*> by_id;
    for (const auto index : wanted) {
      auto& set = remote_.sets[index];
      if (set.set) {
        set.coverage = Coverage::all;
        query.set_ids.push_back(set.set->id);
        by_id.emplace(set.set->id, &set);
      }
    }
    if (query.set_ids.empty()) {
      co_return;
    }
    auto instances = co_await practitest_.all_instances(std::move(query));
    for (auto& instance : instances) {
      const auto found = by_id.find(instance.set_id);
      if (found != by_id.end()) {
        take_instance(instance, *found->second, remote_);
        found->second->in_set.push_back(std::move(instance));
      }
    }
    for (const auto& [id, set] : by_id) {
      sort_instances(*set);
    }
  }

private:
  asio::awaitable<void> read_pages(std::size_t pages_left) {
    const auto read_page = [this](std::size_t index) -> asio::awaitable<void> {
      client::TestSetQuery all;
      const auto page = co_await practitest_.sets(all, index + 2);
      collect(page.items);
    };
    co_await side_by_side(pages_left, width_, read_page);
  }

  void collect(const std::vector<client::TestSet>& sets) {
    for (const auto& set : sets) {
      listed_[match_key(set.name)].emplace(set.id, set);
    }
  }

  std::size_t found_of(const std::vector<std::size_t>& wanted) const {
    return static_cast<std::size_t>(std::ranges::count_if(wanted, [this](std::size_t set) {
      return listed_.contains(match_key(names_[set]));
    }));
  }

  /// Leaves in `missing` those of which the list does not tell. A name of which only the first page
  /// was seen may have more sets; the list is by id, so that the first of them is the lowest.
  void take_found(std::vector<std::size_t>& missing, bool list_is_whole) {
    std::erase_if(missing, [&](std::size_t set) {
      const auto found = listed_.find(match_key(names_[set]));
      if (found != listed_.end()) {
        std::vector<client::TestSet> named;
        for (const auto& [id, each] : found->second) {
          named.push_back(each);
        }
        take_set(std::move(named), remote_.sets[set], remote_);
      }
      return found != listed_.end() || list_is_whole;
    });
  }

  client::PractiTest& practitest_;
  const std::vector<std::string>& names_;
  std::size_t width_;
  Remote& remote_;
  std::unordered_map<std::string, std::map<client::Id, client::TestSet>> listed_;
};

}  // namespace

asio::awaitable<void> look_up_sets(
    client::PractiTest& practitest,
    const std::vector<std::string>& names,
    std::vector<std::size_t> wanted,
    std::size_t width,
    Remote& remote
) {
  SetSearch search(practitest, names, width, remote);
  co_await search.find(wanted);
  co_await search.read_instances_of(wanted);
}

}  // namespace importer
