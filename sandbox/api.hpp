#pragma once

#include "sandbox/auto_create.hpp"
#include "sandbox/call.hpp"
#include "sandbox/fields.hpp"
#include "sandbox/instances.hpp"
#include "sandbox/limiter.hpp"
#include "sandbox/message.hpp"
#include "sandbox/options.hpp"
#include "sandbox/refusal.hpp"
#include "sandbox/runs.hpp"
#include "sandbox/sets.hpp"
#include "sandbox/store.hpp"
#include "sandbox/target.hpp"
#include "sandbox/tests.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace sandbox {

/// What opens the API.
struct Keys {
  std::string personal_token;
  std::string account_token;
  Id project = 0;
};

/// What became of a call.
struct Outcome {
  Response response;
  bool carried_out = false;
  std::size_t items = 0;  ///< Sent (POST, PUT) or answered (GET).
};

/// PractiTest's REST API over a store: requests in, responses out, no sockets. Not for several
/// threads at once.
class Api {
public:
  /// `options` and `store` must outlive this.
  Api(const Options& options, Store& store, Keys keys);

  /// Whether the token is good and the call within the rate limit, in this order; else the answer.
  std::optional<Response> admit(const Request& request, Limiter::time_point now);

  /// Carries out a call that was admitted.
  Outcome carry_out(const Request& request);

  /// An error's answer in the shape that the options ask for.
  Response error(const Refusal& refusal) const;

private:
  struct Route;
  using Handler = json::object (*)(Api&, const Call&, Id);

  std::optional<Token> token_of(const Request& request) const;
  /// The answer's document, which may lie in `memory`.
  json::object dispatch(const Request& request, Outcome& outcome, const json::storage_ptr& memory);
  const Route& route(const Request& request, const Target& target, Id& id) const;

  json::object projects(const Call& call);
  json::object project(const Call& call, Id id);
  json::object users(const Call& call);
  json::object account(const Call& call);
  json::object create_instances(const Call& call) { return instances_.create(call, sets_); }
  json::object create_all(const Call& call) {
    return auto_create(call, tests_, sets_, instances_, runs_);
  }

  // Handlers: members of the API's own and of its parts, for a list or for one entity.
  template <auto method>
  static json::object own(Api& api, const Call& call, Id) {
    return (api.*method)(call);
  }
  template <auto method>
  static json::object own_one(Api& api, const Call& call, Id id) {
    return (api.*method)(call, id);
  }
  template <auto part, auto method>
  static json::object all(Api& api, const Call& call, Id) {
    return ((api.*part).*method)(call);
  }
  template <auto part, auto method>
  static json::object one(Api& api, const Call& call, Id id) {
    return ((api.*part).*method)(call, id);
  }

  const Options& options_;
  Store& store_;
  Keys keys_;
  Limiter limiter_;
  Fields fields_;
  Tests tests_;
  Instances instances_;
  Sets sets_;
  Runs runs_;
};

}  // namespace sandbox
