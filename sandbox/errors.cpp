#include "sandbox/api.hpp"

#include <fmt/format.h>
#include <boost/json/serialize.hpp>

// Error answers, whose shape the reference does not tell.
namespace sandbox {

namespace {

const char* title(int status) {
  switch (status) {
  case 400:
    return "Bad Request";
  case 401:
    return "Unauthorized";
  case 403:
    return "Forbidden";
  case 404:
    return "Not Found";
  case 405:
    return "Method Not Allowed";
  case 406:
    return "Not Acceptable";
  case 413:
    return "Payload Too Large";
  case 414:
    return "URI Too Long";
  case 422:
    return "Unprocessable Entity";
  case 429:
    return "Too Many Requests";
  default:
    return "Internal Server Error";
  }
}

}  // namespace

Response Api::error(const Refusal& refusal) const {
  Response response;
  response.status = refusal.status();
  json::object body;
  if (options_.error_shape == "text") {
    response.body = json::serialize(json::value(refusal.what()));
    return response;
  }
  if (options_.error_shape == "empty") {
    return response;
  }
  const bool name_element = options_.errors_name_element && refusal.element().has_value();
  const auto pointer = name_element ? fmt::format("{}/{}", *refusal.element(), refusal.pointer())
                                    : refusal.pointer();
  if (options_.error_shape == "fields") {
    json::object errors;
    json::array words;
    words.emplace_back(refusal.what());
    errors[pointer.empty() ? std::string("base") : pointer] = std::move(words);
    body["errors"] = std::move(errors);
  } else {
    json::object each;
    each["status"] = std::to_string(refusal.status());
    each["title"] = title(refusal.status());
    each["detail"] = refusal.what();
    if (!pointer.empty()) {
      json::object source;
      source["pointer"] = "/data/" + pointer;
      each["source"] = std::move(source);
    }
    json::array errors;
    errors.push_back(std::move(each));
    body["errors"] = std::move(errors);
  }
  response.body = json::serialize(body);
  return response;
}

}  // namespace sandbox
