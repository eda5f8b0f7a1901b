#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sandbox {

/// What the API sees of an HTTP request.
struct Request {
  std::string method;         ///< "GET"
  std::string target;         ///< Path and query, as sent.
  std::string host;           ///< Of the Host header; links are made of it.
  std::string token_header;   ///< PTToken; empty when absent.
  std::string authorization;  ///< Empty when absent.
  std::string accept;         ///< Empty when absent.
  std::string content_type;   ///< Empty when absent.
  std::string body;
};

struct Response {
  int status = 200;
  std::string body;
  std::string content_type = "application/json; charset=utf-8";
  std::optional<int> retry_after;                            ///< Seconds.
  std::vector<std::pair<std::string, std::string>> headers;  ///< Others, by name.
  bool to_head = false;  ///< Answers a HEAD: the body is only measured.
};

}  // namespace sandbox
