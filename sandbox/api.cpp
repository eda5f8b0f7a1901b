#include "sandbox/api.hpp"

#include "sandbox/refusal.hpp"
#include "sandbox/route.hpp"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace sandbox {

namespace {

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool same_secret(std::string_view left, std::string_view right) {
  return left.size() == right.size() && !left.empty() &&
         CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

bool accepts_json(std::string_view accept) {
  return accept.empty() || contains(accept, "*/*") || contains(accept, "application/*") ||
         contains(accept, "application/json") || contains(accept, "application/vnd.api+json");
}

bool is_json(std::string_view content_type) {
  const auto type = content_type.substr(0, content_type.find(';'));
  return type == "application/json" || type == "application/vnd.api+json";
}

}  // namespace

Api::Api(const Options& options, Store& store, Keys keys)
    : options_(options),
      store_(store),
      keys_(std::move(keys)),
      limiter_(options.rate),
      fields_(store),
      tests_(store, fields_),
      instances_(store, fields_, tests_),
      sets_(store, fields_, tests_, instances_),
      runs_(store, fields_, tests_, sets_, instances_) {}

std::optional<Token> Api::token_of(const Request& request) const {
  std::string token = request.token_header;
  constexpr std::string_view basic = "Basic ";
  if (token.empty() && request.authorization.substr(0, basic.size()) == basic) {
    const auto pair = from_base64(std::string_view(request.authorization).substr(basic.size()));
    const auto colon = pair ? pair->find(':') : std::string::npos;
    token = colon == std::string::npos ? std::string() : pair->substr(colon + 1);
  }
  if (token.empty() && contains(request.target, "api_token=")) {
    token = Query::parse(Target::of(request.target).query).take_token().value_or("");
  }
  if (same_secret(token, keys_.personal_token)) {
    return Token::personal;
  }
  if (same_secret(token, keys_.account_token)) {
    return Token::account;
  }
  return std::nullopt;
}

std::optional<Response> Api::admit(const Request& request, Limiter::time_point now) {
  try {
    if (!token_of(request)) {
      return error(Refusal(401, "the API token is not valid"));
    }
  } catch (const Refusal& refusal) {
    return error(refusal);
  }
  if (!limiter_.admit(now)) {
    auto response = error(Refusal(429, "too many calls: wait until the minute is over"));
    if (options_.retry_after) {
      response.retry_after = static_cast<int>(limiter_.wait(now).count());
    }
    return response;
  }
  return std::nullopt;
}

json::object Api::dispatch(
    const Request& request, Outcome& outcome, const json::storage_ptr& memory
) {
  if (request.target.size() > options_.max_target) {
    throw Refusal(414, "the URL is too long");
  }
  const auto target = Target::of(request.target);
  auto query = Query::parse(target.query);
  query.take_token();
  Id id = 0;
  const auto& found = route(request, target, id);
  if (!accepts_json(request.accept)) {
    throw Refusal(406, "only JSON is spoken here");
  }
  const bool changes = request.method != "GET";
  json::value body(nullptr, memory);
  if (changes && !request.body.empty()) {
    if (!is_json(request.content_type)) {
      throw Refusal(406, "only JSON is spoken here: Content-Type must be application/json");
    }
    boost::system::error_code problem;
    body = json::parse(request.body, problem, memory);
    if (problem) {
      throw Refusal(400, "the body is not JSON: " + problem.message());
    }
    const auto* object = body.if_object();
    const auto* data = object == nullptr ? nullptr : object->if_contains("data");
    if (data != nullptr) {
      outcome.items = data->is_array() ? data->get_array().size() : 1;
    }
  } else if (!request.body.empty()) {
    throw Refusal(400, "a GET has no body");
  }
  const Call call{
      options_,
      *token_of(request),
      query,
      body,
      fmt::format("https://{}{}", request.host, target.path),
      keys_.project,
      memory};
  if (!changes) {
    auto document = found.handler(*this, call, id);
    const auto* data = document.if_contains("data");
    outcome.items = data != nullptr && data->is_array() ? data->get_array().size() : 1;
    return document;
  }
  soci::transaction transaction(store_.sql());
  auto document = found.handler(*this, call, id);
  transaction.commit();
  return document;
}

Outcome Api::carry_out(const Request& request) {
  Outcome outcome;
  json::monotonic_resource memory;
  try {
    outcome.response.body = json::serialize(dispatch(request, outcome, &memory));
    outcome.carried_out = true;
  } catch (const Refusal& refusal) {
    outcome.response = error(refusal);
  } catch (const soci::soci_error& problem) {
    outcome.response = error(Refusal(500, problem.get_error_message()));
  }
  return outcome;
}

}  // namespace sandbox
