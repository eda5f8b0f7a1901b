#include "importer/session.hpp"

#include "client/caller.hpp"
#include "client/clock.hpp"
#include "client/https_transport.hpp"
#include "client/proxy.hpp"
#include "importer/error.hpp"
#include "importer/exit_code.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <csignal>
#include <cstdlib>
#include <exception>
#include <list>
#include <stdexcept>

namespace asio = boost::asio;

namespace importer {

namespace {

std::unique_ptr<sandbox::Sandbox> start_sandbox(const ImportOptions& options) {
  if (!options.sandbox) {
    return nullptr;
  }
  sandbox::Options wanted;
  wanted.data_file = options.sandbox_data;
  // Without a limit of the user's own, so that a first try ends in a second.
  wanted.rate = options.rate_given ? options.settings.rate : 0;
  return std::make_unique<sandbox::Sandbox>(wanted);
}

client::Settings complete_settings(
    const ImportOptions& options, client::Secret token, const sandbox::Sandbox* sandbox
) {
  auto settings = options.settings;
  settings.token = std::move(token);
  if (sandbox != nullptr) {
    const auto& address = sandbox->address();
    settings.base_url = address.url;
    settings.ca_pem = address.ca_pem;
    settings.token = address.personal_token;
    settings.rate = options.rate_given ? settings.rate : 0;
  }
  settings.proxy =
      client::proxy_for(settings.base_url, options.proxy, client::read_proxy_environment());
  return settings;
}

/// Something that is done again and again, from start() to stop().
class Pulse {
public:
  Pulse(asio::io_context& loop, std::chrono::seconds period, std::function<void()> beat)
      : timer_(loop), period_(period), beat_(std::move(beat)) {}

  void start() {
    running_ = true;
    wait();
  }
  void stop() {
    running_ = false;  // A wait that has just ended cannot be cancelled any more.
    timer_.cancel();
  }

private:
  void wait() {
    timer_.expires_after(period_);
    timer_.async_wait([this](const boost::system::error_code& ended) {
      if (!ended && running_) {
        beat_();
        wait();
      }
    });
  }

  asio::steady_timer timer_;
  std::chrono::seconds period_;
  std::function<void()> beat_;
  bool running_ = false;
};

}  // namespace

struct Session::Parts {
  Parts(
      const ImportOptions& options,
      client::Secret token,
      client::Observer& observer,
      client::SharedBudget* shared
  )
      : sandbox(start_sandbox(options)),
        settings(complete_settings(options, std::move(token), sandbox.get())),
        project(sandbox ? sandbox->address().project_id : options.project.value_or(0)),
        transport(settings),
        caller(settings, transport, clock, &observer, shared),
        practitest(settings, caller, project) {}

  std::unique_ptr<sandbox::Sandbox> sandbox;
  client::Settings settings;
  client::Id project;
  asio::io_context loop{1};
  client::SteadyClock clock;
  client::HttpsTransport transport;
  client::Caller caller;
  client::PractiTest practitest;
  KnownFields fields;
  std::list<Pulse> pulses;  ///< They stay where they are: their waits point to them.
};

Session::Session(
    const ImportOptions& options,
    client::Secret token,
    client::Observer& observer,
    client::SharedBudget* shared
) {
  try {
    parts_ = std::make_unique<Parts>(options, std::move(token), observer, shared);
  } catch (const std::invalid_argument& error) {
    throw UsageError(error.what());
  } catch (const std::runtime_error& error) {
    // The sandbox's data file, or a certificate file that cannot be read.
    throw UsageError(error.what());
  }
}

Session::~Session() = default;

client::PractiTest& Session::practitest() { return parts_->practitest; }

KnownFields& Session::fields() { return parts_->fields; }

client::Id Session::project() const { return parts_->project; }

void Session::every(std::chrono::seconds period, std::function<void()> beat) {
  parts_->pulses.emplace_back(parts_->loop, period, std::move(beat));
}

void Session::run(asio::awaitable<void> work) {
  auto& loop = parts_->loop;
  for (auto& pulse : parts_->pulses) {
    pulse.start();
  }
  asio::signal_set signals(loop, SIGINT, SIGTERM);
  signals.async_wait([this, &signals](const boost::system::error_code& error, int) {
    if (error) {
      return;
    }
    parts_->caller.interrupt();
    signals.async_wait([](const boost::system::error_code& again, int) {
      if (!again) {
        std::_Exit(static_cast<int>(ExitCode::interrupted));
      }
    });
  });
  std::exception_ptr failure;
  asio::co_spawn(loop, std::move(work), [&](std::exception_ptr thrown) {
    failure = std::move(thrown);
    signals.cancel();
    for (auto& pulse : parts_->pulses) {
      pulse.stop();
    }
  });
  loop.run();
  loop.restart();
  if (failure) {
    std::rethrow_exception(failure);
  }
}

std::vector<sandbox::HeldInstance> Session::held() const {
  return parts_->sandbox ? parts_->sandbox->held() : std::vector<sandbox::HeldInstance>();
}

}  // namespace importer
