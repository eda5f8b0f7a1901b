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

/// A build that starts its report again and again, and leaves it whole.
void rewrite(const fs::path& file, const std::string& whole, Random random, bool by_rename) {
  const auto aside = fs::path(file.string() + ".new");
  for (auto times = 1 + below(random, 20); times > 0; --times) {
    const auto part = std::string_view(whole).substr(0, below(random, whole.size()));
    write(by_rename ? aside : file, part);
    if (by_rename) {
      fs::rename(aside, file);
    }
    std::this_thread::sleep_for(std::chrono::microseconds(below(random, 20'000)));
  }
  write(file, whole);
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
        {
          const std::jthread build([&] {
            rewrite(trial.report(), whole, random_for(wanted, number), number % 2 == 1);
          });
          cut += trial.run(trial.command("import")) == 0 ? 0 : 1;
        }
        trial.go_on(false);
        return trial.judge();
      }
  );
  score.note = fmt::format("{} results; {} were met cut", all.cases.size(), cut);
  return {score};
}

}  // namespace torture
