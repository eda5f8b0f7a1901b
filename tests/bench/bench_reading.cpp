// Measures the first look at a history, which reads all its reports, against one report of the same
// results, parsed alone and read as an import does it, from the disk and with a digest:
// bench_reading PATH. Prints a JSON object: MB/s of processor time, of the reports' bytes, and of
// the first look also by the clock, as it reads on all cores.

#include "importer/attempt.hpp"
#include "importer/history/find_builds.hpp"
#include "importer/history/leaves.hpp"
#include "parsers/read_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

namespace history = importer::history;

constexpr std::size_t size_of_one = 24'000'000;
constexpr int rounds = 5;

double seconds_on(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

struct Seconds {
  double of_processors = 1e9;
  double by_the_clock = 1e9;
};

/// The best of several rounds, of each.
template <class Work>
Seconds seconds_of(const Work& work) {
  Seconds best;
  for (int round = 0; round < rounds; ++round) {
    const auto worked = seconds_on(CLOCK_PROCESS_CPUTIME_ID);
    const auto passed = seconds_on(CLOCK_MONOTONIC);
    work();
    best.of_processors =
        std::min(best.of_processors, seconds_on(CLOCK_PROCESS_CPUTIME_ID) - worked);
    best.by_the_clock = std::min(best.by_the_clock, seconds_on(CLOCK_MONOTONIC) - passed);
  }
  return best;
}

struct Size {
  std::size_t files = 0;
  std::size_t bytes = 0;
};

/// Puts the suites of the first reports together into one report, and counts all.
Size size_of(const std::vector<std::string>& path, std::string& one) {
  constexpr std::string_view head = "<testsuites>\n";
  constexpr std::string_view tail = "</testsuites>\n";
  Size size;
  one = head;
  history::Obstacles obstacles;
  const auto visit = [&](const history::Leaf& leaf) {
    const auto bytes = leaf.read();
    const auto begin = bytes.find(head);
    const auto end = bytes.rfind(tail);
    if (begin != std::string::npos && end != std::string::npos) {
      ++size.files;
      size.bytes += bytes.size();
      if (one.size() < size_of_one) {
        one.append(bytes, begin + head.size(), end - begin - head.size());
      }
    }
    return true;
  };
  history::for_each_leaf(path, {}, visit, obstacles);
  one += tail;
  return size;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc != 2) {
      throw std::runtime_error("usage: bench_reading PATH");
    }
    const std::vector<std::string> path{argv[1]};
    std::string one;
    const auto size = size_of(path, one);
    const auto alone = seconds_of([&] {
      auto bytes = one;
      const auto report = parsers::read_report("one.xml", std::move(bytes), parsers::ReadOptions());
      if (report.results.empty()) {
        throw std::runtime_error("the one report holds nothing");
      }
    });
    importer::Input input;
    input.path = std::filesystem::temp_directory_path() / "bench_reading.xml";
    input.shown = "one.xml";
    std::ofstream(input.path, std::ios::binary) << one;
    const auto imported = seconds_of([&] {
      const auto read = importer::attempt(input, {}, std::cin);
      if (!read.report) {
        throw std::runtime_error("the one report is not read");
      }
    });
    std::filesystem::remove(input.path);
    const auto finding = seconds_of([&] {
      const history::BuildRule rule("");
      const auto found = history::find_builds(path, rule, {}, {});
      if (found.builds.size() != size.files) {
        throw std::runtime_error("not each report is a build");
      }
    });
    fmt::print(
        "{{\"files\": {}, \"bytes\": {}, \"alone\": {:.1f}, \"imported\": {:.1f}, \"finding\": "
        "{:.1f}, \"on_all_cores\": {:.1f}}}\n",
        size.files,
        size.bytes,
        static_cast<double>(one.size()) / alone.of_processors / 1e6,
        static_cast<double>(one.size()) / imported.of_processors / 1e6,
        static_cast<double>(size.bytes) / finding.of_processors / 1e6,
        static_cast<double>(size.bytes) / finding.by_the_clock / 1e6
    );
    return EXIT_SUCCESS;
  } catch (const std::exception& error) {
    fmt::print(stderr, "bench_reading: {}\n", error.what());
    return EXIT_FAILURE;
  }
}
