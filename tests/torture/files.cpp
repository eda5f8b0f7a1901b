#include "tests/torture/score.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace fs = std::filesystem;

namespace torture {

namespace {

using namespace std::chrono_literals;

constexpr auto limit = 120s;
constexpr double memory_limit = 8e9;

constexpr const char* head = "<?xml version=\"1.0\"?>\n<testsuite name=\"s\">\n";
constexpr const char* tail = "</testsuite>\n";

/// Makes what is to be read in the folder, and gives its name.
using Make = std::function<std::string(const fs::path&)>;

struct Attack {
  std::string what;
  Make make;
  std::string at_start;  ///< Done to the file while the program starts; "vanish".
};

Make writing(std::function<void(std::ostream&)> write) {
  return [write = std::move(write)](const fs::path& folder) {
    const auto path = folder / "a.xml";
    std::ofstream file(path, std::ios::binary);
    write(file);
    return path.string();
  };
}

std::string two_links(const fs::path& folder) {
  fs::create_symlink("b.xml", folder / "a.xml");
  fs::create_symlink("a.xml", folder / "b.xml");
  return (folder / "a.xml").string();
}

std::string folder_in_itself(const fs::path& folder) {
  fs::create_directories(folder / "in");
  fs::create_directory_symlink("..", folder / "in" / "out.xml");
  return (folder / "in").string();
}

std::string folder_as_file(const fs::path& folder) {
  fs::create_directories(folder / "a.xml");
  return (folder / "a.xml").string();
}

std::string fifo(const fs::path& folder) {
  const auto path = (folder / "a.xml").string();
  ::mkfifo(path.c_str(), 0600);
  return path;
}

std::string fifo_in_folder(const fs::path& folder) {
  fifo(folder);
  return folder.string();
}

void text_node(std::ostream& out) {
  out << head << "<testcase name=\"a\"><system-out>";
  const std::string block(1 << 20, 'x');
  for (int i = 0; i < 2048; ++i) {
    out << block;
  }
  out << "</system-out></testcase>" << tail;
}

void nested(std::ostream& out) {
  constexpr int depth = 1'000'000;
  out << head << "<testcase name=\"a\">";
  for (int i = 0; i < depth; ++i) {
    out << "<a>";
  }
  for (int i = 0; i < depth; ++i) {
    out << "</a>";
  }
  out << "</testcase>" << tail;
}

void nested_suites(std::ostream& out) {
  for (int i = 0; i < 1'000'000; ++i) {
    out << "<testsuite name=\"s\">";
  }
  out << "<testcase name=\"a\"/>";
}

void attributes(std::ostream& out) {
  out << head << "<testcase name=\"a\" ";
  for (int i = 0; i < 10'000'000; ++i) {
    out << "a" << i << "=\"1\" ";
  }
  out << "/>" << tail;
}

std::vector<Attack> attacks() {
  const auto named = [](const char* path) {
    return [path](const fs::path&) { return std::string(path); };
  };
  return {
      {"0 bytes", writing([](std::ostream&) {}), ""},
      {"vanishes", writing(attributes), "vanish"},
      {"FIFO without a writer, named", fifo, ""},
      {"FIFO without a writer, in a folder", fifo_in_folder, ""},
      {"/dev/zero", named("/dev/zero"), ""},
      {"/dev/null", named("/dev/null"), ""},
      {"symlinks to each other", two_links, ""},
      {"folder that links to itself", folder_in_itself, ""},
      {"folder named a.xml", folder_as_file, ""},
      {"2 GiB of one text node", writing(text_node), ""},
      {"a million nested elements", writing(nested), ""},
      {"a million nested suites, never closed", writing(nested_suites), ""},
      {"ten million attributes", writing(attributes), ""},
  };
}

}  // namespace

std::vector<Score> read_hostile_files(const Wanted& wanted) {
  std::vector<Score> scores;
  auto alone = wanted;
  alone.only.reset();
  for (const auto& attack : attacks()) {
    std::string note;
    auto score = judge_cases(alone, "report: " + attack.what, 1, [&](std::size_t) {
      Verdict verdict;
      const e2e::Bench bench;
      const auto folder = bench.workspace.path() / "reports";
      fs::create_directories(folder);
      auto command = bench.command("import", {attack.make(folder)});
      command.limit = limit;
      const auto begun = std::chrono::steady_clock::now();
      try {
        e2e::Process process(command);
        if (attack.at_start == "vanish") {
          fs::remove(folder / "a.xml");
        }
        const auto ended = process.wait();
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
        const auto runs = bench.server->runs().size();
        note = fmt::format(
            "exit {}, {} recorded, {:.1f} s, {:.0f} MB",
            ended.exit_code,
            runs,
            took.count(),
            static_cast<double>(ended.peak) / 1e6
        );
        verdict.story = note + ": " + ended.out + ended.err;
        // Either a result, or a word on why not.
        const bool clear = (ended.exit_code <= 1 && runs == 1) ||
                           (ended.exit_code == 3 && runs == 0 && !ended.err.empty());
        verdict.crashed = clear && static_cast<double>(ended.peak) < memory_limit ? 0 : 1;
      } catch (const std::runtime_error& error) {
        note = "hangs";
        verdict.crashed = 1;
        verdict.story = error.what();
      }
      return verdict;
    });
    score.note = note;
    scores.push_back(score);
  }
  return scores;
}

}  // namespace torture
