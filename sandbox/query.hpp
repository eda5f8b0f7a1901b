#pragma once

#include "sandbox/store.hpp"

#include <boost/json/object.hpp>

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox {

/// The query part of a target, decoded.
class Query {
public:
  /// Throws Refusal: 400 when it is not well-formed (also when brackets are not percent-encoded),
  /// 422 when a parameter is given twice.
  static Query parse(std::string_view text);

  /// api_token is taken out: it is authentication, not a filter.
  std::optional<std::string> take_token();

  /// Throws Refusal (422) when there is a parameter beside `filters` and, when `paged`, the page.
  void allow(std::initializer_list<std::string_view> filters, bool paged = true) const;

  std::optional<std::string> text(std::string_view key) const;
  std::optional<std::vector<Id>> ids(std::string_view key) const;  ///< Comma-separated.
  std::optional<int> number(std::string_view key) const;           ///< At least 1.

  /// Percent-encoded again, token included as in the real thing, with another page number.
  std::string with_page(std::size_t number) const;

private:
  std::map<std::string, std::string, std::less<>> parameters_;
  std::optional<std::string> token_;
};

/// Which part of a list is asked for.
struct Page {
  std::size_t number = 1;
  std::size_t size = 100;

  /// Throws Refusal (422).
  static Page of(const Query& query);
  std::string limit() const;  ///< SQL
};

/// `links` and `meta` of a list, beside `data`. `url` is the list's, without the query.
boost::json::object paged(
    boost::json::array data,
    const Page& page,
    std::size_t total,
    const std::string& url,
    const Query& query
);

}  // namespace sandbox
