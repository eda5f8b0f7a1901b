#include "sandbox/query.hpp"

#include "sandbox/refusal.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <charconv>

namespace sandbox {

namespace {

namespace json = boost::json;

constexpr std::size_t max_page_size = 100;

int hex(char digit) {
  if (digit >= '0' && digit <= '9') {
    return digit - '0';
  }
  const char lower = static_cast<char>(digit | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool alphanumeric(char byte) {
  return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
         (byte >= 'A' && byte <= 'Z');
}

// RFC 3986: what a query may have as it is.
bool allowed_raw(char byte) {
  constexpr std::string_view punctuation = "-._~!$'()*,;:@/?";
  return alphanumeric(byte) || punctuation.find(byte) != std::string_view::npos;
}

std::string decoded(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+') {
      result += ' ';
    } else if (text[i] == '%') {
      const int high = i + 2 < text.size() ? hex(text[i + 1]) : -1;
      const int low = high >= 0 ? hex(text[i + 2]) : -1;
      if (low < 0) {
        throw Refusal(400, "the query has a percent sign that encodes nothing");
      }
      result += static_cast<char>(high * 16 + low);
      i += 2;
    } else if (allowed_raw(text[i])) {
      result += text[i];
    } else {
      throw Refusal(400, fmt::format("the query has a character to be encoded: {}", text[i]));
    }
  }
  return result;
}

std::string encoded(std::string_view text) {
  std::string result;
  for (const char byte : text) {
    constexpr std::string_view unreserved = "-._~,";
    if (alphanumeric(byte) || unreserved.find(byte) != std::string_view::npos) {
      result += byte;
    } else {
      result += fmt::format("%{:02X}", static_cast<unsigned char>(byte));
    }
  }
  return result;
}

template <class Number>
std::optional<Number> number_in(std::string_view text) {
  Number number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && stop == text.data() + text.size();
  return whole && number > 0 ? std::optional<Number>(number) : std::nullopt;
}

}  // namespace

Query Query::parse(std::string_view text) {
  Query query;
  while (!text.empty()) {
    const auto end = std::min(text.find('&'), text.size());
    const auto part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const auto equals = part.find('=');
    if (equals == std::string_view::npos) {
      throw Refusal(400, "the query has a parameter without a value");
    }
    auto key = decoded(part.substr(0, equals));
    const auto [at, added] = query.parameters_.emplace(key, decoded(part.substr(equals + 1)));
    if (!added) {
      throw Refusal(422, fmt::format("{} is given twice", key), key);
    }
  }
  return query;
}

std::optional<std::string> Query::take_token() {
  const auto at = parameters_.find("api_token");
  if (at == parameters_.end()) {
    return std::nullopt;
  }
  token_ = at->second;
  parameters_.erase(at);
  return token_;
}

void Query::allow(std::initializer_list<std::string_view> filters, bool paged) const {
  for (const auto& [key, value] : parameters_) {
    const bool filter = std::find(filters.begin(), filters.end(), key) != filters.end();
    if (!filter && !(paged && (key == "page[number]" || key == "page[size]"))) {
      throw Refusal(422, fmt::format("{} is not a known parameter", key), key);
    }
  }
}

std::optional<std::string> Query::text(std::string_view key) const {
  const auto at = parameters_.find(key);
  return at == parameters_.end() ? std::nullopt : std::optional<std::string>(at->second);
}

std::optional<std::vector<Id>> Query::ids(std::string_view key) const {
  const auto value = text(key);
  if (!value) {
    return std::nullopt;
  }
  std::vector<Id> ids;
  std::string_view left = *value;
  for (bool more = true; more;) {
    const auto comma = left.find(',');
    const auto id = number_in<Id>(left.substr(0, comma));
    if (!id) {
      throw Refusal(422, fmt::format("{} must be ids separated by commas", key), std::string(key));
    }
    ids.push_back(*id);
    more = comma != std::string_view::npos;
    left.remove_prefix(more ? comma + 1 : left.size());
  }
  return ids;
}

std::optional<int> Query::number(std::string_view key) const {
  const auto value = text(key);
  if (!value) {
    return std::nullopt;
  }
  const auto number = number_in<int>(*value);
  if (!number) {
    throw Refusal(422, fmt::format("{} must be a positive number", key), std::string(key));
  }
  return number;
}

std::string Query::with_page(std::size_t number) const {
  std::string result;
  if (token_) {
    result = fmt::format("api_token={}&", encoded(*token_));
  }
  for (const auto& [key, value] : parameters_) {
    if (key != "page[number]") {
      result += fmt::format("{}={}&", encoded(key), encoded(value));
    }
  }
  return result + fmt::format("page%5Bnumber%5D={}", number);
}

Page Page::of(const Query& query) {
  Page page;
  if (const auto number = query.number("page[number]")) {
    page.number = static_cast<std::size_t>(*number);
  }
  if (const auto size = query.number("page[size]")) {
    page.size = static_cast<std::size_t>(*size);
    if (page.size > max_page_size) {
      throw Refusal(422, "page[size] is at most 100", "page[size]");
    }
  }
  return page;
}

std::string Page::limit() const {
  return fmt::format(" limit {} offset {}", size, (number - 1) * size);
}

json::object paged(
    json::array data,
    const Page& page,
    std::size_t total,
    const std::string& url,
    const Query& query
) {
  const auto pages = std::max<std::size_t>(1, (total + page.size - 1) / page.size);
  const auto link = [&](std::size_t number) {
    return json::value(fmt::format("{}?{}", url, query.with_page(number)));
  };
  const bool more = page.number < pages;
  json::object links;
  links["self"] = link(page.number);
  if (more) {
    links["next"] = link(page.number + 1);
  }
  links["last"] = link(pages);
  json::object meta;
  meta["current-page"] = page.number;
  meta["next-page"] = more ? json::value(page.number + 1) : json::value(nullptr);
  meta["prev-page"] = page.number > 1 ? json::value(page.number - 1) : json::value(nullptr);
  meta["total-pages"] = pages;
  meta["total-count"] = total;
  json::object document;
  document["data"] = std::move(data);
  document["links"] = std::move(links);
  document["meta"] = std::move(meta);
  return document;
}

}  // namespace sandbox
