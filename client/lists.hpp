#pragma once

#include "client/call_name.hpp"
#include "client/caller.hpp"
#include "client/error.hpp"
#include "client/error_words.hpp"
#include "client/gather.hpp"
#include "client/payloads.hpp"

#include <fmt/format.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

/// Reading answers, and lists of many pages.
namespace client {

/// Pages of one list, or pieces of one query, read side by side.
constexpr std::size_t reads_at_once = 8;
/// More than any list has: an answer that speaks of more is wrong.
constexpr std::size_t most_pages = 10'000;

/// The error that an answer outside of 2xx stands for.
ApiError refusal(const std::string& call, const Response& response);
/// The error that an answer of a wrong shape stands for.
ApiError misshapen(const std::string& call, int status, const std::string& what);

Request get(std::string target);
/// `target` asking for a page of it; `sized` says how large as well.
std::string page_of(const std::string& target, std::size_t number, bool sized);

/// Reads `target` and its answer with `parse`. Throws ApiError for all but 2xx and the shape. A
/// 2xx that is no JSON is asked for once more: mostly a gateway spoke for the server.
template <class T>
boost::asio::awaitable<T> read_as(
    Caller& caller, std::string target, T (*parse)(const std::string& body)
) {
  const auto request = get(std::move(target));
  const auto call = call_name(request);
  for (bool again = false;; again = true) {
    auto reading = caller.read(request);
    const auto response = co_await std::move(reading);
    if (response.status < 200 || response.status >= 300) {
      throw refusal(call, response);
    }
    try {
      co_return parse(response.body);
    } catch (const NotJson& error) {
      if (again) {
        throw misshapen(call, response.status, error.what());
      }
    } catch (const ShapeError& error) {
      throw misshapen(call, response.status, error.what());
    }
  }
}

/// Reads all pages of a list: the first tells how many there are, and the others are read side by
/// side. Where it does not tell, one after the other as long as there is a next one. Elements
/// that moved from one page to the next in the meantime come once.
/// With `plain` the first page is asked for without paging: for lists not documented to have it.
template <class T>
boost::asio::awaitable<std::vector<T>> read_all(Caller& caller, std::string target, bool plain) {
  std::vector<T> items;
  std::set<Id> seen;
  const auto take = [&items, &seen](std::vector<T>& more) {
    const auto before = items.size();
    for (auto& item : more) {
      if (seen.insert(item.id).second) {
        items.push_back(std::move(item));
      }
    }
    return items.size() > before;
  };

  auto first_target = plain ? target : page_of(target, 1, true);
  auto reading = read_as<Listing<T>>(caller, std::move(first_target), &listing_from<T>);
  auto last = co_await std::move(reading);
  take(last.page.items);

  std::size_t page = 1;
  if (last.counted && last.page.total_pages > 1) {
    const auto count = last.page.total_pages;
    if (count > most_pages) {
      throw misshapen(call_name(get(target)), 200, fmt::format("meta/total-pages is {}", count));
    }
    const std::function<boost::asio::awaitable<Listing<T>>(std::size_t)> rest =
        [&caller, target, plain](std::size_t index) {
          return read_as<Listing<T>>(caller, page_of(target, index + 2, !plain), &listing_from<T>);
        };
    auto gathering = gather<Listing<T>>(count - 1, reads_at_once, rest);
    auto others = co_await std::move(gathering);
    for (auto& other : others) {
      take(other.page.items);
    }
    last = std::move(others.back());
    page = count;
  }
  // Not counted, or grown in the meantime.
  while (last.more && page < most_pages) {
    auto next_target = page_of(target, ++page, !plain);
    auto next = read_as<Listing<T>>(caller, std::move(next_target), &listing_from<T>);
    last = co_await std::move(next);
    if (!take(last.page.items)) {
      break;  // A server that always tells of a next page.
    }
  }
  co_return items;
}

/// Reads all pages of several lists, and gives them as one.
template <class T>
boost::asio::awaitable<std::vector<T>> read_all_of(
    Caller& caller, std::vector<std::string> targets
) {
  const std::function<boost::asio::awaitable<std::vector<T>>(std::size_t)> one =
      [&caller, targets](std::size_t index) { return read_all<T>(caller, targets[index], false); };
  auto gathering = gather<std::vector<T>>(targets.size(), reads_at_once, one);
  auto lists = co_await std::move(gathering);
  std::vector<T> items;
  for (auto& list : lists) {
    items.insert(
        items.end(), std::make_move_iterator(list.begin()), std::make_move_iterator(list.end())
    );
  }
  co_return items;
}

}  // namespace client
