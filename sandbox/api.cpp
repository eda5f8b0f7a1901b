#include "sandbox/api.hpp"

#include "sandbox/refusal.hpp"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <charconv>

namespace sandbox {

namespace {

constexpr std::string_view root = "/api/v2/";
constexpr std::string_view json_suffix = ".json";

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::optional<Id> id_in(std::string_view text) {
  Id id = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  const bool whole = error == std::errc() && stop == text.data() + text.size() && id > 0;
  return whole ? std::optional<Id>(id) : std::nullopt;
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

// "sets/:id/clone" on "sets/17/clone".
bool matches(std::string_view pattern, std::string_view path, Id& id) {
  while (true) {
    const auto pattern_part = pattern.substr(0, pattern.find('/'));
    const auto path_part = path.substr(0, path.find('/'));
    if (pattern_part == ":id") {
      const auto value = id_in(path_part);
      if (!value) {
        return false;
      }
      id = *value;
    } else if (pattern_part != path_part) {
      return false;
    }
    const bool pattern_ends = pattern_part.size() == pattern.size();
    const bool path_ends = path_part.size() == path.size();
    if (pattern_ends || path_ends) {
      return pattern_ends && path_ends;
    }
    pattern.remove_prefix(pattern_part.size() + 1);
    path.remove_prefix(path_part.size() + 1);
  }
}

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

Target Target::of(const std::string& target) {
  Target result;
  const auto question = target.find('?');
  result.path = target.substr(0, question);
  result.query = question == std::string::npos ? std::string() : target.substr(question + 1);
  std::string_view path = result.path;
  if (path.substr(0, root.size()) != root) {
    return result;
  }
  path.remove_prefix(root.size());
  constexpr std::string_view projects = "projects/";
  if (path.substr(0, projects.size()) == projects) {
    const auto below = path.substr(projects.size());
    const auto slash = below.find('/');
    if (slash != std::string_view::npos) {
      result.project = id_in(below.substr(0, slash)).value_or(0);
      path = below.substr(slash + 1);
    }
  }
  result.resource = path;
  return result;
}

struct Api::Route {
  std::string_view method;
  bool in_project;
  std::string_view path;  ///< Without .json.
  Handler handler;
};

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

const Api::Route& Api::route(const Request& request, const Target& target, Id& id) const {
  static constexpr Route routes[] = {
      {"GET",
       false,
       "projects",
       [](Api& api, const Call& call, Id) { return api.projects(call, 0); }},
      {"GET",
       false,
       "projects/:id",
       [](Api& api, const Call& call, Id each) { return api.projects(call, each); }},
      {"GET", false, "users", [](Api& api, const Call& call, Id) { return api.users(call); }},
      {"GET", false, "account", [](Api& api, const Call& call, Id) { return api.account(call); }},
      {"GET", true, "users", [](Api& api, const Call& call, Id) { return api.users(call); }},
      {"GET", true, "tests", [](Api& api, const Call& call, Id) { return api.tests_.list(call); }},
      {"POST",
       true,
       "tests",
       [](Api& api, const Call& call, Id) { return api.tests_.create(call); }},
      {"GET",
       true,
       "tests/:id",
       [](Api& api, const Call& call, Id each) { return api.tests_.show(call, each); }},
      {"PUT",
       true,
       "tests/:id",
       [](Api& api, const Call& call, Id each) { return api.tests_.update(call, each); }},
      {"POST",
       true,
       "tests/bulk_search",
       [](Api& api, const Call& call, Id) { return api.tests_.bulk_search(call); }},
      {"GET", true, "steps", [](Api& api, const Call& call, Id) { return api.tests_.steps(call); }},
      {"GET", true, "sets", [](Api& api, const Call& call, Id) { return api.sets_.list(call); }},
      {"POST", true, "sets", [](Api& api, const Call& call, Id) { return api.sets_.create(call); }},
      {"GET",
       true,
       "sets/:id",
       [](Api& api, const Call& call, Id each) { return api.sets_.show(call, each); }},
      {"POST",
       true,
       "sets/:id/clone",
       [](Api& api, const Call& call, Id each) { return api.sets_.clone(call, each); }},
      {"GET",
       true,
       "instances",
       [](Api& api, const Call& call, Id) { return api.instances_.list(call); }},
      {"POST",
       true,
       "instances",
       [](Api& api, const Call& call, Id) { return api.instances_.create(call, api.sets_); }},
      {"GET", true, "runs", [](Api& api, const Call& call, Id) { return api.runs_.list(call); }},
      {"POST", true, "runs", [](Api& api, const Call& call, Id) { return api.runs_.create(call); }},
      {"POST",
       true,
       "runs/auto_create",
       [](Api& api, const Call& call, Id) {
         return auto_create(call, api.tests_, api.sets_, api.instances_, api.runs_);
       }},
      {"GET",
       true,
       "fields",
       [](Api& api, const Call& call, Id) { return api.fields_.list(call); }},
      {"GET",
       true,
       "custom_fields",
       [](Api& api, const Call& call, Id) { return api.fields_.list_custom(call); }},
      {"GET",
       true,
       "custom_fields/:id",
       [](Api& api, const Call& call, Id each) { return api.fields_.show(call, each); }},
      {"PUT",
       true,
       "custom_fields/:id",
       [](Api& api, const Call& call, Id each) { return api.fields_.update(call, each); }},
  };

  if (target.resource.empty() || (target.project && *target.project != keys_.project)) {
    throw Refusal(404, target.project ? "there is no such project" : "there is no such resource");
  }
  std::string_view path = target.resource;
  const bool as_json = ends_with(path, json_suffix);
  if (as_json) {
    path.remove_suffix(json_suffix.size());
  } else {
    const auto dot = path.find_last_of("./");
    if (dot != std::string_view::npos && path[dot] == '.') {
      path = path.substr(0, dot);
    }
  }
  const bool hidden = (path == "runs/auto_create" && !options_.auto_create) ||
                      (path == "tests/bulk_search" && !options_.bulk_search) ||
                      (path == "account" && !options_.account);
  bool known = false;
  for (const auto& each : routes) {
    if (!hidden && each.in_project == target.project.has_value() && matches(each.path, path, id)) {
      known = true;
      if (each.method == request.method) {
        if (!as_json) {
          throw Refusal(406, "the only format is .json");
        }
        return each;
      }
    }
  }
  throw known ? Refusal(405, fmt::format("{} is not allowed here", request.method))
              : Refusal(404, "there is no such resource");
}

json::object Api::dispatch(const Request& request, Outcome& outcome) {
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
  // Freed at once when the call is over, which halves the time that parsing takes.
  json::monotonic_resource memory;
  json::value body(nullptr, &memory);
  if (changes && !request.body.empty()) {
    if (!is_json(request.content_type)) {
      throw Refusal(406, "only JSON is spoken here: Content-Type must be application/json");
    }
    boost::system::error_code problem;
    body = json::parse(request.body, problem, &memory);
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
      keys_.project};
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
  try {
    outcome.response.body = json::serialize(dispatch(request, outcome));
    outcome.carried_out = true;
  } catch (const Refusal& refusal) {
    outcome.response = error(refusal);
  } catch (const soci::soci_error& problem) {
    outcome.response = error(Refusal(500, problem.get_error_message()));
  }
  return outcome;
}

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
