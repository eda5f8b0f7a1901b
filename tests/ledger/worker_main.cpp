// A process that does with a ledger what it is told, a line at a time: words with tabs between, an
// answer in a line. Its clock is told too. See worker.hpp.
#include "ledger/ledger.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <functional>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace {

using namespace ledger;
using std::chrono::milliseconds;
using Words = std::vector<std::string>;

struct Worker {
  std::optional<Ledger> book;
  Time now;
};

std::string yes(bool value) { return value ? "yes" : "no"; }

Words rest_of(const Words& words, std::size_t from) {
  return {words.begin() + static_cast<std::ptrdiff_t>(from), words.end()};
}

std::string taken(Worker& worker, int rate, milliseconds longest) {
  std::int64_t place = 0;
  const auto wait = worker.book->take_call(rate, longest, place);
  return wait ? fmt::format("wait {}", wait->count()) : fmt::format("place {}", place);
}

std::string write(Worker& worker, const Words& words) {
  Changes changes;
  changes.intents = {
      {.number = std::stoll(words.at(2)),
       .kind = Kind::runs,
       .items = rest_of(words, 3),
       .sent = worker.now}};
  return yes(worker.book->write(std::stoll(words.at(1)), changes));
}

std::string ended(Worker& worker, const Words& words) {
  Changes changes;
  changes.endings = {{.number = std::stoll(words.at(2)), .ended = Ended::done}};
  return yes(worker.book->write(std::stoll(words.at(1)), changes));
}

using Command = std::function<std::string(Worker&, const Words&)>;

const std::map<std::string, Command> commands = {
    {"clock",
     [](Worker& worker, const Words& words) {
       worker.now = Time(milliseconds(std::stoll(words.at(1))));
       return std::string("ok");
     }},
    {"open",
     [](Worker& worker, const Words& words) {
       Settings settings{.clock = [&worker] { return worker.now; }, .patience = milliseconds(2000)};
       worker.book.emplace(words.at(1), Project{"https://api.example", 42}, settings);
       return std::string("ok");
     }},
    {"begin",
     [](Worker& worker, const Words& words) {
       const auto id = worker.book->begin({.identity = words.at(1), .set = "name Nightly"});
       return id ? std::to_string(*id) : "held";
     }},
    {"renew",
     [](Worker& worker, const Words& words) {
       return yes(worker.book->renew(std::stoll(words.at(1))));
     }},
    {"write", write},
    {"ended", ended},
    // One call after the other until it is killed; each is told when it was confirmed.
    {"pour",
     [](Worker& worker, const Words& words) {
       for (std::int64_t number = 1;; ++number) {
         if (write(worker, {"write", words.at(1), std::to_string(number), "a", "b"}) != "yes") {
           return std::string("no");
         }
         std::cout << number << std::endl;
       }
     }},
    {"seen",
     [](Worker& worker, const Words& words) {
       Changes changes;
       changes.tests = {{.name = "Login", .id = 11}};
       changes.sets = {{.name = "Nightly", .id = 5}};
       changes.instances = {{.set_id = 5, .test_id = 11, .id = 31}};
       return yes(worker.book->write(std::stoll(words.at(1)), changes));
     }},
    {"claim",
     [](Worker& worker, const Words& words) {
       std::string answer;
       for (const bool granted : worker.book->claim(std::stoll(words.at(1)), rest_of(words, 2))) {
         answer += (answer.empty() ? "" : " ") + yes(granted);
       }
       return answer;
     }},
    {"release",
     [](Worker& worker, const Words& words) {
       Changes changes;
       changes.released = rest_of(words, 2);
       return yes(worker.book->write(std::stoll(words.at(1)), changes));
     }},
    {"end",
     [](Worker& worker, const Words& words) {
       worker.book->end(std::stoll(words.at(1)), State::complete, 20);
       return std::string("ok");
     }},
    {"take",
     [](Worker& worker, const Words& words) {
       return taken(worker, std::stoi(words.at(1)), milliseconds(std::stoll(words.at(2))));
     }},
    // As many as are to be had, while others do the same.
    {"grab",
     [](Worker& worker, const Words& words) {
       int granted = 0;
       for (int i = 0; i < std::stoi(words.at(2)); ++i) {
         granted += taken(worker, std::stoi(words.at(1)), milliseconds(30'000)).starts_with("p");
       }
       return std::to_string(granted);
     }},
    {"done",
     [](Worker& worker, const Words& words) {
       worker.book->end_call(std::stoll(words.at(1)), words.at(2) == "counted");
       return std::string("ok");
     }},
    {"block",
     [](Worker& worker, const Words& words) {
       worker.book->block_calls_until(worker.now + milliseconds(std::stoll(words.at(1))));
       return std::string("ok");
     }},
};

Words split(const std::string& line) {
  Words words;
  std::istringstream stream(line);
  for (std::string word; std::getline(stream, word, '\t');) {
    words.push_back(word);
  }
  return words;
}

}  // namespace

int main() {
  Worker worker;
  for (std::string line; std::getline(std::cin, line);) {
    const auto words = split(line);
    std::string answer;
    try {
      answer = commands.at(words.at(0))(worker, words);
    } catch (const std::exception& error) {
      answer = std::string("error: ") + error.what();
    }
    std::cout << answer << std::endl;
  }
}
