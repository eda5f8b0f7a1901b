#pragma once

#include "client/transport.hpp"

#include <deque>
#include <functional>
#include <string>
#include <variant>
#include <vector>

namespace support {

/// Answers from a script. A request that the script does not expect fails the test, and so does
/// a part of the script that was not used.
class ScriptedTransport final : public client::Transport {
public:
  using Reply = std::variant<client::Response, client::TransportError>;

  ~ScriptedTransport() override;

  /// The next request is `call`, "GET /api/v2/projects.json", and is answered so.
  void expect(const std::string& call, int status, const std::string& body);
  void expect(const std::string& call, Reply reply);
  /// May come at any time from now on, before those in line, and once.
  void expect_any_time(const std::string& call, int status, const std::string& body);

  boost::asio::awaitable<client::Response> send(client::Request request) override;

  const std::vector<client::Request>& seen() const { return seen_; }

private:
  struct Exchange {
    std::string call;
    Reply reply;
  };

  std::deque<Exchange> script_;
  std::vector<Exchange> any_time_;
  std::vector<client::Request> seen_;
};

}  // namespace support
