#include "tests/client/scripted_transport.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

namespace support {

ScriptedTransport::~ScriptedTransport() {
  for (const auto& exchange : script_) {
    BOOST_ERROR("never asked: " + exchange.call);
  }
  for (const auto& exchange : any_time_) {
    BOOST_ERROR("never asked: " + exchange.call);
  }
}

void ScriptedTransport::expect(const std::string& call, int status, const std::string& body) {
  client::Response response;
  response.status = status;
  response.body = body;
  expect(call, response);
}

void ScriptedTransport::expect(const std::string& call, Reply reply) {
  script_.push_back({call, std::move(reply)});
}

void ScriptedTransport::expect_any_time(
    const std::string& call, int status, const std::string& body
) {
  client::Response response;
  response.status = status;
  response.body = body;
  any_time_.push_back({call, response});
}

boost::asio::awaitable<client::Response> ScriptedTransport::send(client::Request request) {
  seen_.push_back(request);
  const auto call = request.method + " " + request.target;
  const auto is_it = [&call](const Exchange& exchange) { return exchange.call == call; };
  const auto any = std::find_if(any_time_.begin(), any_time_.end(), is_it);
  std::optional<Reply> reply;
  if (any != any_time_.end()) {
    reply = any->reply;
    any_time_.erase(any);
  } else if (!script_.empty() && is_it(script_.front())) {
    reply = script_.front().reply;
    script_.pop_front();
  } else {
    BOOST_ERROR("unexpected: " + call);
    throw client::TransportError("unexpected request", true, false);
  }
  if (const auto* error = std::get_if<client::TransportError>(&*reply)) {
    throw *error;
  }
  co_return std::get<client::Response>(*reply);
}

}  // namespace support
