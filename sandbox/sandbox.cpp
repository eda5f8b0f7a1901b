#include "sandbox/sandbox.hpp"

#include "sandbox/api.hpp"
#include "sandbox/certificates.hpp"
#include "sandbox/contents.hpp"
#include "sandbox/faults.hpp"
#include "sandbox/pages.hpp"
#include "sandbox/refusal.hpp"
#include "sandbox/server.hpp"
#include "sandbox/store.hpp"
#include "sandbox/visitor.hpp"

#include <fmt/format.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <mutex>
#include <stdexcept>

namespace sandbox {

namespace {

constexpr Id project_id = 4'711;

std::string random_token() {
  std::array<unsigned char, 20> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
    throw std::runtime_error("there are no random numbers for a token");
  }
  return fmt::format("{:02x}", fmt::join(bytes, ""));
}

// A misspelt option would quietly test nothing.
const Options& checked(const Options& options) {
  const auto known = [](std::initializer_list<std::string_view> values, const std::string& value) {
    return std::find(values.begin(), values.end(), value) != values.end();
  };
  if (!known({"objects", "fields", "text", "empty"}, options.error_shape)) {
    throw std::runtime_error("there is no error shape \"" + options.error_shape + "\"");
  }
  for (const auto& permission : options.personal_lacks) {
    if (!known(
            {"tests_editor", "instances_editor", "sets_editor", "runs", "customize_fields"},
            permission
        )) {
      throw std::runtime_error("there is no permission \"" + permission + "\"");
    }
  }
  return options;
}

// A value given wins, then the data file's, then a new one; kept in the data file.
std::string settle(Store& store, const std::string& key, std::string given) {
  if (given.empty()) {
    given = store.kept(key);
  }
  if (given.empty()) {
    given = random_token();
  }
  store.keep(key, given);
  return given;
}

Certificate settle_ca(Store& store) {
  Certificate ca{store.kept("ca key"), store.kept("ca certificate")};
  if (ca.key_pem.empty()) {
    ca = make_ca();
    store.keep("ca key", ca.key_pem);
    store.keep("ca certificate", ca.certificate_pem);
  }
  return ca;
}

std::string without_token(std::string query) {
  constexpr std::string_view key = "api_token=";
  const auto at = query.find(key);
  if (at != std::string::npos) {
    const auto from = at + key.size();
    query.erase(from, std::min(query.find('&', from), query.size()) - from);
  }
  return query;
}

constexpr std::string_view page =
    "<!DOCTYPE html><html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>";

Response html(int status, std::string_view title) {
  Response response;
  response.status = status;
  response.content_type = "text/html";
  response.body = fmt::format(page, title);
  return response;
}

}  // namespace

struct Sandbox::Server final : Service {
  explicit Server(const Options& given)
      : options(checked(given)),
        store(options.data_file, std::chrono::system_clock::now),
        keys{
            settle(store, "personal token", options.personal_token),
            settle(store, "account token", options.account_token),
            project_id},
        api(options, store, keys),
        faults(options.faults) {
    const auto ca = settle_ca(store);
    const auto leaf = make_leaf(ca, leaf_named(options.certificate));
    https = std::make_unique<HttpsServer>(options.port, leaf, options.max_body, *this);
    address.url = fmt::format("https://localhost:{}", https->port());
    address.ca_pem = ca.certificate_pem;
    address.personal_token = keys.personal_token;
    address.account_token = keys.account_token;
    address.project_id = keys.project;
    address.author_id = first_user;
  }

  Ticket receive(const Request& request, std::size_t connection) override {
    if (is_visit(request)) {
      return {};  // Neither counted nor logged: limits, faults and tests are about the API.
    }
    const std::lock_guard lock(mutex);
    const auto target = Target::of(request.target);
    LoggedCall call;
    call.method = request.method;
    call.path = target.path;
    call.resource = target.resource;
    call.query = without_token(target.query);
    call.connection = connection;
    call.body_size = request.body.size();
    call.time = std::chrono::steady_clock::now();

    Ticket ticket;
    ticket.call = log.size();
    ticket.refusal = api.admit(request, call.time);
    if (!ticket.refusal) {
      ticket.effect = faults.on(request.method, target.resource, request.body);
    }
    log.push_back(std::move(call));
    return ticket;
  }

  Response answer(const Request& request, const Ticket& ticket) override {
    const std::lock_guard lock(mutex);
    if (is_visit(request)) {
      return answer_visit(request, store, standing());
    }
    const auto& effect = ticket.effect;
    Outcome outcome;
    if (ticket.refusal) {
      outcome.response = *ticket.refusal;
    } else if (effect.carry_out && effect.instead) {
      auto others = request;
      others.body = *effect.instead;
      outcome = api.carry_out(others);
    } else if (effect.carry_out) {
      outcome = api.carry_out(request);
    }
    if (effect.rejected) {
      outcome.response = api.error(Refusal(422, "an element of data is not acceptable", ""));
    } else if (effect.code) {
      const bool balancer = *effect.code == 502 || *effect.code == 504;
      outcome.response = balancer ? html(*effect.code, "Bad Gateway")
                                  : api.error(Refusal(*effect.code, "injected", ""));
      outcome.response.retry_after = effect.retry_after;
    } else if (effect.html) {
      outcome.response = html(200, "Sign in");
    } else if (effect.garbage) {
      outcome.response.body = R"({"data": [{"id": )";
    }
    auto& call = log.at(ticket.call);
    call.status = effect.drop ? 0 : outcome.response.status;
    call.carried_out = outcome.carried_out;
    call.items = outcome.items;
    return std::move(outcome.response);
  }

  void carry_out_late(const Request& request, const Ticket& ticket) override {
    const std::lock_guard lock(mutex);
    const auto outcome = api.carry_out(request);
    auto& call = log.at(ticket.call);
    call.carried_out = outcome.carried_out;
    call.items = outcome.items;
  }

  Standing standing() const {
    Standing now{address.url, address.project_id, log.size(), 0};
    if (!log.empty()) {
      const auto time = log.back().time.time_since_epoch() + between_clocks;
      now.last_call = std::chrono::duration_cast<std::chrono::seconds>(time).count();
    }
    return now;
  }

  /// From a call's clock to the calendar's; found once, so that a call keeps its time.
  const std::chrono::nanoseconds between_clocks =
      std::chrono::system_clock::now().time_since_epoch() -
      std::chrono::steady_clock::now().time_since_epoch();
  Options options;
  mutable std::mutex mutex;  ///< Of all below but https, which locks nothing itself.
  Store store;
  Keys keys;
  Api api;
  Faults faults;
  std::vector<LoggedCall> log;
  Address address;
  std::unique_ptr<HttpsServer> https;  ///< Last: gone before what its thread uses.
};

Sandbox::Sandbox(const Options& options) : server_(std::make_unique<Server>(options)) {}

Sandbox::~Sandbox() = default;

const Address& Sandbox::address() const { return server_->address; }

std::vector<HeldInstance> Sandbox::held() const {
  const std::lock_guard lock(server_->mutex);
  return held_instances(server_->store);
}

std::vector<HeldRun> Sandbox::runs() const {
  const std::lock_guard lock(server_->mutex);
  return held_runs(server_->store);
}

std::vector<HeldTest> Sandbox::tests() const {
  const std::lock_guard lock(server_->mutex);
  return held_tests(server_->store);
}

std::vector<HeldSet> Sandbox::sets() const {
  const std::lock_guard lock(server_->mutex);
  return held_sets(server_->store);
}

std::vector<LoggedCall> Sandbox::calls() const {
  const std::lock_guard lock(server_->mutex);
  return server_->log;
}

std::size_t Sandbox::count(std::string_view method, std::string_view resource) const {
  const std::lock_guard lock(server_->mutex);
  const auto& log = server_->log;
  return static_cast<std::size_t>(std::count_if(log.begin(), log.end(), [&](const auto& call) {
    return (method == "*" || call.method == method) && fits(resource, call.resource);
  }));
}

std::size_t Sandbox::busiest_minute() const {
  const std::lock_guard lock(server_->mutex);
  const auto& log = server_->log;
  std::size_t most = 0;
  std::size_t first = 0;
  for (std::size_t last = 0; last < log.size(); ++last) {
    while (log[last].time - log[first].time >= std::chrono::seconds(60)) {
      ++first;
    }
    most = std::max(most, last - first + 1);
  }
  return most;
}

void Sandbox::remove(std::int64_t id) {
  const std::lock_guard lock(server_->mutex);
  remove_entity(server_->store, id);
}

void Sandbox::set_faults(const std::vector<std::string>& rules) {
  Faults faults(rules);
  const std::lock_guard lock(server_->mutex);
  server_->faults = std::move(faults);
}

}  // namespace sandbox
