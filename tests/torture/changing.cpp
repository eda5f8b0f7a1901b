#include "tests/torture/score.hpp"

#include <fmt/format.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

namespace fs = std::filesystem;

namespace torture {

namespace {

std::string content_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write(const fs::path& file, std::string_view content) {
  std::ofstream out(file, std::ios::binary);
  out << content;
}

/// A cut part of the report in its place, written there or renamed to it.
void write_cut(const fs::path& file, const std::string& whole, Random& random, bool by_rename) {
  const auto aside = fs::path(file.string() + ".new");
  write(by_rename ? aside : file, std::string_view(whole).substr(0, below(random, whole.size())));
  if (by_rename) {
    fs::rename(aside, file);
  }
}

/// A build that starts its report again and again, and leaves it whole.
void rewrite(const fs::path& file, const std::string& whole, Random random, bool by_rename) {
  for (auto times = 1 + below(random, 20); times > 0; --times) {
    write_cut(file, whole, random, by_rename);
    std::this_thread::sleep_for(std::chrono::microseconds(below(random, 20'000)));
  }
  write(file, whole);
}

/// One import while a build writes its report and the next when it is whole. Every other build
/// stops in the middle for so long that the first import finds the report cut and takes it as it
/// is. True when it met trouble.
bool import_beside(Trial& trial, const std::string& whole, Random random, std::size_t number) {
  const bool by_rename = number % 2 == 1;
  const bool stops = number / 2 % 2 == 1;
  bool trouble = false;
  if (stops) {
    write_cut(trial.report(), whole, random, by_rename);
    trouble = trial.run(trial.command("import")) != 0;
    write(trial.report(), whole);
  } else {
    const std::jthread build([&] { rewrite(trial.report(), whole, random, by_rename); });
    trouble = trial.run(trial.command("import")) != 0;
  }
  trial.go_on(false);
  return trouble;
}

}  // namespace

std::vector<Score> change_reports(const Wanted& wanted) {
  const auto all = material(40, 60, 20);
  std::atomic<std::size_t> cut = 0;
  auto score = judge_cases(
      wanted,
      "report rewritten, cut, while it is read",
      wanted.damages,
      [&](std::size_t number) {
        Trial trial(all, "0");
        const auto whole = content_of(trial.report());
        cut += import_beside(trial, whole, random_for(wanted, number), number) ? 1 : 0;
        return trial.judge();
      }
  );
  score.note = fmt::format("{} results; {} were met cut", all.cases.size(), cut);
  return {score};
}

}  // namespace torture
