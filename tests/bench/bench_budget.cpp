// How much of the account's limit a long import uses, in virtual time:
// bench_budget [RESULTS [RATE]], by default 1,000,000 results at 30 calls a minute.
#include "client/caller.hpp"
#include "client/practitest.hpp"
#include "importer/plan.hpp"
#include "tests/client/virtual_clock.hpp"

#include <fmt/format.h>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

using client::Clock;

/// Counts a call at the beginning or at the end of the time that it takes, as a server may do
/// either.
class Server final : public client::Transport {
public:
  Server(Clock& clock, std::chrono::milliseconds takes) : clock_(clock), takes_(takes) {}

  asio::awaitable<client::Response> send(client::Request) override {
    const bool at_once = counted.size() % 2 == 0;
    const auto sent = clock_.now();
    counted.push_back(at_once ? sent : sent + takes_);
    co_await clock_.sleep_until(sent + takes_);
    client::Response response;
    response.status = 200;
    co_return response;
  }

  std::vector<Clock::time_point> counted;

private:
  Clock& clock_;
  std::chrono::milliseconds takes_;
};

asio::awaitable<void> keep_writing(client::Caller& caller, std::size_t& left, std::size_t& done) {
  while (left != 0) {
    --left;
    client::Request request;
    request.method = "POST";
    request.target = "/api/v2/projects/7/runs.json";
    auto writing = caller.write(std::move(request));
    const auto answer = co_await std::move(writing);
    done += answer.fate == client::Fate::done ? 1 : 0;
  }
}

std::size_t most_in_a_minute(std::vector<Clock::time_point> counted) {
  std::sort(counted.begin(), counted.end());
  std::size_t most = 0;
  std::size_t first = 0;
  for (std::size_t last = 0; last < counted.size(); ++last) {
    while (counted[last] - counted[first] >= 60s) {
      ++first;
    }
    most = std::max(most, last - first + 1);
  }
  return most;
}

void measure(std::size_t results, int rate, std::chrono::milliseconds takes) {
  const auto calls = (results + client::max_runs_per_call - 1) / client::max_runs_per_call;
  asio::io_context context;
  support::VirtualClock clock;
  Server server(clock, takes);
  client::Settings settings;
  settings.rate = rate;
  settings.token = client::Secret("bench");
  client::Caller caller(settings, server, clock, nullptr);
  const auto begin = clock.now();
  auto left = calls;
  std::size_t done = 0;
  for (int i = 0; i < static_cast<int>(settings.connections); ++i) {
    asio::co_spawn(context, keep_writing(caller, left, done), [](std::exception_ptr error) {
      if (error) {
        std::rethrow_exception(error);
      }
    });
  }
  clock.run(context, [&] { return done == calls; });
  const auto took = std::chrono::duration<double, std::ratio<60>>(clock.now() - begin).count();
  // The first minute's calls leave at once, and are no part of the share.
  const auto rest = static_cast<double>(calls - static_cast<std::size_t>(rate));
  fmt::print(
      "| {} ms | {} | {} min | {:.0f} min | {:.1f} % | {} |\n",
      takes.count(),
      calls,
      importer::time_for(calls, rate).count(),
      took,
      100 * rest / (took * rate),
      most_in_a_minute(server.counted)
  );
}

}  // namespace

int main(int argc, char** argv) {
  const auto results = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 1'000'000;
  const auto rate = argc > 2 ? std::atoi(argv[2]) : 30;
  fmt::print(
      "{} results at {} calls a minute\n\n"
      "| a call takes | calls | forecast | took | of the limit | most in 60 s |\n"
      "|---|---|---|---|---|---|\n",
      results,
      rate
  );
  for (const auto takes : {100ms, 300ms, 1'000ms, 3'000ms}) {
    measure(results, rate, takes);
  }
}
