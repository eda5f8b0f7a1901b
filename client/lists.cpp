#include "client/lists.hpp"

namespace client {

ApiError refusal(const std::string& call, const Response& response) {
  auto words = error_words(response.body);
  if (response.status >= 300 && response.status < 400) {
    words = "the server points somewhere else, and redirects are not followed: is the URL right?";
  }
  return ApiError(call, response.status, words);
}

ApiError misshapen(const std::string& call, int status, const std::string& what) {
  return ApiError(call, status, "the answer is not what the API documents: " + what);
}

Request get(std::string target) {
  Request request;
  request.method = "GET";
  request.target = std::move(target);
  return request;
}

std::string page_of(const std::string& target, std::size_t number, bool sized) {
  const char separator = target.find('?') == target.npos ? '?' : '&';
  auto page = fmt::format("{}{}page%5Bnumber%5D={}", target, separator, number);
  if (sized) {
    page += fmt::format("&page%5Bsize%5D={}", max_page_size);
  }
  return page;
}

}  // namespace client
