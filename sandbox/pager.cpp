#include "sandbox/pager.hpp"

#include "sandbox/refusal.hpp"

#include <fmt/format.h>
#include <boost/json/object.hpp>

#include <algorithm>

namespace sandbox {

namespace {

std::size_t pages_of(const Page& page, std::size_t total) {
  return std::max<std::size_t>(1, (total + page.size - 1) / page.size);
}

}  // namespace

Page page_asked(const Query& query, std::size_t total) {
  Page page;
  page.number = static_cast<std::size_t>(query.number("page").value_or(1));
  const auto last = pages_of(page, total);
  if (page.number > last) {
    throw Refusal(404, fmt::format("There is no page {}: the last is {}.", page.number, last));
  }
  return page;
}

boost::json::array pager(const Page& page, std::size_t total, const std::string& address) {
  const auto last = pages_of(page, total);
  boost::json::array result;
  if (last == 1) {
    return result;
  }
  const char* joint = address.find('?') == std::string::npos ? "?" : "&";
  const auto link = [&](bool there, std::size_t number) {
    return there ? fmt::format("{}{}page={}", address, joint, number) : std::string();
  };
  const auto first_row = (page.number - 1) * page.size + 1;
  boost::json::object links;
  links["words"] =
      fmt::format("{} to {} of {}", first_row, std::min(first_row + page.size - 1, total), total);
  links["first"] = link(page.number > 1, 1);
  links["previous"] = link(page.number > 1, page.number - 1);
  links["next"] = link(page.number < last, page.number + 1);
  links["last"] = link(page.number < last, last);
  result.push_back(std::move(links));
  return result;
}

}  // namespace sandbox
