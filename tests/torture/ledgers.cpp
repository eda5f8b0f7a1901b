#include "tests/torture/score.hpp"

#include <fmt/format.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>

namespace fs = std::filesystem;

namespace torture {

namespace {

/// What is imported, and how long that takes.
struct Subject {
  Material material;
  std::size_t microseconds;

  std::chrono::microseconds moment(Random& random) const {
    return std::chrono::microseconds(below(random, microseconds));
  }
};

fs::path ledger_of(const Trial& trial) {
  return trial.bench.workspace.path() / ".state/ptimport/ledger.sqlite";
}

/// Writes 1 to 20 random bytes anywhere.
void damage(const fs::path& path, Random& random) {
  const auto size = fs::file_size(path);
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  for (auto bytes = size == 0 ? 0 : 1 + below(random, 20); bytes > 0; --bytes) {
    file.seekp(static_cast<std::streamoff>(below(random, size)));
    file.put(static_cast<char>(random()));
  }
}

/// A file system in memory, of so many bytes, while it lives.
class SmallDisk {
public:
  SmallDisk(fs::path where, std::size_t bytes) : where_(std::move(where)) {
    fs::create_directories(where_);
    const auto options = fmt::format("size={}", bytes);
    if (::mount("tmpfs", where_.c_str(), "tmpfs", 0, options.c_str()) != 0) {
      throw std::system_error(errno, std::generic_category(), "mount");
    }
  }
  ~SmallDisk() { ::umount2(where_.c_str(), MNT_DETACH); }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  void change(unsigned long flags, const std::string& options) const {
    if (::mount("tmpfs", where_.c_str(), "tmpfs", MS_REMOUNT | flags, options.c_str()) != 0) {
      throw std::system_error(errno, std::generic_category(), "mount");
    }
  }

private:
  fs::path where_;
};

bool can_mount() {
  try {
    const e2e::Workspace workspace;
    const SmallDisk disk(workspace.path() / "disk", 65'536);
    return true;
  } catch (const std::system_error&) {
    return false;
  }
}

Verdict lost(const Subject& all, Random random) {
  Trial trial(all.material, short_settle);
  trial.kill_after(trial.command("import"), all.moment(random));
  fs::remove_all(trial.bench.workspace.path() / ".state");
  for (int start = 0; start < 3; ++start) {
    if (trial.run(trial.command("resume")) == 0) {
      break;
    }
  }
  return trial.judge();
}

/// `name` is appended to the ledger's.
Verdict damaged(const Subject& all, Random random, const char* name) {
  Trial trial(all.material, short_settle);
  trial.kill_after(trial.command("import"), all.moment(random));
  const auto path = ledger_of(trial).string() + name;
  if (fs::exists(path)) {
    damage(path, random);
    trial.tell("damaged");
  }
  trial.go_on(false);
  return trial.judge();
}

/// A disk of few pages; `later` bytes when the import is started again.
Verdict full(const Subject& all, Random random, std::size_t later) {
  Trial trial(all.material, short_settle);
  const auto room = 4'096 * (1 + below(random, 100));
  const SmallDisk disk(trial.bench.workspace.path() / ".state", room);
  trial.tell(fmt::format("{} bytes of disk", room));
  if (below(random, 2) == 0) {
    trial.kill_after(trial.command("import"), all.moment(random));
  } else {
    trial.run(trial.command("import"));
  }
  if (later > 0) {
    disk.change(0, fmt::format("size={}", later));
  }
  // With room the ledger can be used again, and does not know what the first start did without it.
  trial.go_on(false);
  return trial.judge();
}

Verdict read_only(const Subject& all, Random random) {
  Trial trial(all.material, short_settle);
  const SmallDisk disk(trial.bench.workspace.path() / ".state", 8U << 20U);
  if (below(random, 4) == 0) {
    trial.tell("read-only from the start");
  } else {
    trial.kill_after(trial.command("import"), all.moment(random));
  }
  disk.change(MS_RDONLY, "");
  trial.go_on(false);
  return trial.judge();
}

}  // namespace

std::vector<Score> spoil_ledgers(const Wanted& wanted) {
  const auto report = material(40, 60, 20);
  const Subject all{report, static_cast<std::size_t>(usual_time(report, wanted.at_once).count())};
  std::vector<Score> scores;
  const auto judge = [&](const std::string& what, const auto& one) {
    scores.push_back(judge_cases(wanted, what, wanted.damages, [&](std::size_t number) {
      return one(random_for(wanted, number));
    }));
  };
  judge("killed, ledger lost, resume", [&](Random random) { return lost(all, random); });
  judge("killed, ledger damaged", [&](Random random) { return damaged(all, random, ""); });
  judge("killed, ledger's log (-wal) damaged", [&](Random random) {
    return damaged(all, random, "-wal");
  });
  if (!can_mount()) {
    fmt::print(stderr, "no full and no read-only disk: only root may mount them\n");
    return scores;
  }
  judge("full disk, half of them killed", [&](Random random) { return full(all, random, 0); });
  judge("full disk that has room again", [&](Random random) {
    return full(all, random, 8U << 20U);
  });
  judge("killed, ledger read-only", [&](Random random) { return read_only(all, random); });
  return scores;
}

}  // namespace torture
