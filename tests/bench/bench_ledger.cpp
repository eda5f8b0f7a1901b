// What durability costs: bench_ledger LOCATION [WRITES]. The ledger should be a new one.
#include "ledger/ledger.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <string>

namespace {

using namespace ledger;
using Steady = std::chrono::steady_clock;

constexpr int calls_at_once = 4;
constexpr int results_a_call = 20;

Intent intent(std::int64_t number) {
  Intent intent{.number = number, .kind = Kind::runs, .items = {}, .sent = Time()};
  for (int i = 0; i < results_a_call; ++i) {
    // As long as a key of a result and the id of its instance.
    intent.items.push_back(fmt::format("{:032x} {}", number * results_a_call + i, 300'000'000 + i));
  }
  return intent;
}

template <class Work>
double seconds(Work work) {
  const auto begun = Steady::now();
  work();
  return std::chrono::duration<double>(Steady::now() - begun).count();
}

void tell(const char* what, int count, double took) {
  fmt::print("{:<46} {:>8.0f} /s {:>9.3f} ms each\n", what, count / took, took * 1000 / count);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: bench_ledger LOCATION [WRITES]\n");
    return 2;
  }
  const std::string location = argv[1];
  const int writes = argc > 2 ? std::atoi(argv[2]) : 2000;
  const Project project{.base_url = "https://api.example", .id = 42};
  Ledger ledger(location, project);
  const auto import = ledger.begin({.identity = "bench", .set = "name Bench"}).value();

  // As an import does it: the next four calls leave when the last four have come back.
  tell("writes of 4 intents and 4 endings, 20 items each", writes, seconds([&] {
         for (int i = 0; i < writes; ++i) {
           Changes changes;
           for (int call = 0; call < calls_at_once; ++call) {
             const std::int64_t number = i * calls_at_once + call;
             changes.intents.push_back(intent(number));
             if (i > 0) {
               changes.endings.push_back({.number = number - calls_at_once, .ended = Ended::done});
             }
           }
           ledger.write(import, changes);
         }
       }));
  tell("places in the minute, taken and ended", writes, seconds([&] {
         for (int i = 0; i < writes; ++i) {
           std::int64_t place = 0;
           if (!ledger.take_call(1'000'000, std::chrono::seconds(30), place)) {
             ledger.end_call(place, false);
           }
         }
       }));
  tell("calls read back", writes * calls_at_once, seconds([&] { ledger.calls(import); }));
  ledger.end(import, State::complete, 0);
  tell("opened", 1, seconds([&] { Ledger again(location, project); }));
}
