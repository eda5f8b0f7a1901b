// Measures read_report against bare pugixml on the same bytes, and what memory it takes.
//
//   bench_parsers [--rounds N] FILE...
//
// Prints a line a file. Every round runs the contestants one after the other, each in a process of
// its own, so that none finds memory that another has warmed up and a busy moment of the machine
// meets all of them; the best round of each counts.

#include "parsers/read_report.hpp"

#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <pugixml.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <fstream>
#include <iterator>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <vector>

namespace {

using namespace std::string_view_literals;

/// In one block of just its size, as the importer reads its files.
std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  file.seekg(0, std::ios::end);
  std::string bytes(static_cast<std::size_t>(file.tellg()), '\0');
  file.seekg(0);
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!file) {
    throw std::runtime_error(fmt::format("cannot read {}", path));
  }
  return bytes;
}

/// Both keep what they made: taking it down again is not measured.
struct Barely {
  pugi::xml_document document;

  std::size_t read(std::string& bytes) {
    if (!document.load_buffer_inplace(bytes.data(), bytes.size())) {
      throw std::runtime_error("pugixml does not read the file");
    }
    return 0;
  }
};

struct Wholly {
  parsers::Report report;

  std::size_t read(std::string& bytes) {
    report = parsers::read_report("bench", std::move(bytes));
    return report.results.size();
  }
};

/// What one process measured.
struct Measured {
  double cpu = 0;      ///< Seconds of processor time.
  double elapsed = 0;  ///< Seconds.
  std::size_t cases = 0;
};

double seconds_of(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

template <typename Work>
Measured timed(Work work) {
  Measured measured;
  const auto elapsed = seconds_of(CLOCK_MONOTONIC);
  const auto cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
  measured.cases = work();
  measured.cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID) - cpu;
  measured.elapsed = seconds_of(CLOCK_MONOTONIC) - elapsed;
  return measured;
}

struct Ended {
  Measured measured;
  double peak = 0;  ///< Bytes of resident memory at the highest.
};

/// Runs `work`, which gives a Measured, in a process of its own.
template <typename Work>
Ended apart(Work work) {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) {
    throw std::system_error(errno, std::generic_category(), "pipe");
  }
  const auto child = fork();
  if (child < 0) {
    throw std::system_error(errno, std::generic_category(), "fork");
  }
  if (child == 0) {
    int status = EXIT_FAILURE;
    try {
      const Measured measured = work();
      const auto written = write(ends[1], &measured, sizeof measured);
      status = written == sizeof measured ? EXIT_SUCCESS : EXIT_FAILURE;
    } catch (const std::exception& error) {
      fmt::print(stderr, "{}\n", error.what());
    }
    _exit(status);
  }
  close(ends[1]);
  Ended ended;
  const auto got = read(ends[0], &ended.measured, sizeof ended.measured);
  close(ends[0]);
  rusage usage{};
  int status = 0;
  wait4(child, &status, 0, &usage);
  if (status != 0 || got != sizeof ended.measured) {
    throw std::runtime_error("a measuring process failed");
  }
  ended.peak = static_cast<double>(usage.ru_maxrss) * 1024;
  return ended;
}

template <typename Contestant>
Measured one_file(const std::string& path) {
  auto bytes = content_of(path);
  Contestant contestant;
  return timed([&] { return contestant.read(bytes); });
}

/// The same file several times, shared by the threads. Many, so that the memory of a tree that was
/// taken down serves the next file nearly as often on two threads as on one.
template <typename Contestant>
Measured folder(const std::string& path, std::size_t threads) {
  constexpr std::size_t files = 16;
  std::vector<std::string> all(files, content_of(path));
  std::array<Contestant, files> contestants;
  return timed([&] {
    std::vector<std::jthread> running;
    for (std::size_t first = 0; first < threads; ++first) {
      running.emplace_back([&, first] {
        for (auto at = first; at < files; at += threads) {
          contestants.at(at).read(all[at]);
        }
      });
    }
    running.clear();
    return files;
  });
}

/// The best that a contestant did so far.
struct Record {
  double cpu = std::numeric_limits<double>::max();
  double on_one_thread = std::numeric_limits<double>::max();
  double on_two_threads = std::numeric_limits<double>::max();
  double peak = 0;
  std::size_t cases = 0;

  double gain() const { return on_one_thread / on_two_threads; }
};

template <typename Contestant>
void run_round(const std::string& path, Record& record) {
  const auto once = apart([&] { return one_file<Contestant>(path); });
  record.cpu = std::min(record.cpu, once.measured.cpu);
  record.peak = std::max(record.peak, once.peak);
  record.cases = once.measured.cases;
  const auto elapsed = [&](std::size_t threads) {
    return apart([&] { return folder<Contestant>(path, threads); }).measured.elapsed;
  };
  record.on_one_thread = std::min(record.on_one_thread, elapsed(1));
  record.on_two_threads = std::min(record.on_two_threads, elapsed(2));
}

void compare(const std::string& path, int rounds) {
  Record bare;
  Record whole;
  for (int round = 0; round < rounds; ++round) {
    run_round<Barely>(path, bare);
    run_round<Wholly>(path, whole);
  }
  const auto size = static_cast<double>(content_of(path).size());
  fmt::print(
      "| {} | {:.0f} | {:.0f} | {:.0f} | {:.0f} % | {:.2f} x | {:.2f} of {:.2f} |\n",
      path.substr(path.rfind('/') + 1),
      size / static_cast<double>(std::max<std::size_t>(whole.cases, 1)),
      size / bare.cpu / 1e6,
      size / whole.cpu / 1e6,
      100 * bare.cpu / whole.cpu,
      whole.peak / size,
      whole.gain(),
      bare.gain()
  );
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  int rounds = 7;
  std::vector<std::string> files;
  for (int i = 1; i < argc; ++i) {
    if (argv[i] == "--rounds"sv && i + 1 < argc) {
      rounds = std::max(1, std::atoi(argv[++i]));
    } else {
      files.emplace_back(argv[i]);
    }
  }
  if (files.empty()) {
    fmt::print(stderr, "usage: bench_parsers [--rounds N] FILE...\n");
    return EXIT_FAILURE;
  }
  try {
    fmt::print(
        "| file | bytes a case | pugixml MB/s | ptimport MB/s | of pugixml | peak memory "
        "| gain of two threads |\n|---|---|---|---|---|---|---|\n"
    );
    for (const auto& file : files) {
      compare(file, rounds);
    }
  } catch (const std::exception& error) {
    fmt::print(stderr, "bench_parsers: {}\n", error.what());
    return EXIT_FAILURE;
  }
}
