#pragma once

#include "client/caller.hpp"
#include "client/clock.hpp"
#include "client/https_transport.hpp"
#include "client/practitest.hpp"
#include "sandbox/sandbox.hpp"

#include <boost/asio/io_context.hpp>

#include <string>
#include <vector>

namespace e2e {

/// What somebody made in PractiTest before ptimport came.
class ByHand {
public:
  explicit ByHand(const sandbox::Sandbox& server);

  client::Id test(const std::string& name, client::FieldValues fields = {});
  client::Id set(const std::string& name, const std::vector<client::Id>& tests = {});
  client::Id instance(client::Id set, client::Id test);

private:
  client::Settings settings_;
  boost::asio::io_context loop_;
  client::HttpsTransport transport_;
  client::SteadyClock clock_;
  client::Caller caller_;
  client::PractiTest practitest_;
};

}  // namespace e2e
