#include "tests/ledger/child.hpp"

#include <fmt/format.h>
#include <grp.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <iostream>
#include <stdexcept>

namespace {

void need(int result, const char* what) {
  if (result != 0) {
    throw std::runtime_error(fmt::format("{}: {}", what, std::strerror(errno)));
  }
}

}  // namespace

std::string in_child(const std::function<std::string()>& work) {
  std::array<int, 2> ends{};
  need(pipe(ends.data()), "pipe");
  const pid_t pid = fork();
  if (pid == 0) {
    std::string said;
    try {
      said = work();
    } catch (const std::exception& error) {
      said = std::string("threw: ") + error.what();
    }
    const auto written = write(ends[1], said.data(), said.size());
    _exit(written == static_cast<ssize_t>(said.size()) ? 0 : 1);
  }
  close(ends[1]);
  std::string said;
  std::array<char, 4096> part{};
  for (auto size = read(ends[0], part.data(), part.size()); size > 0;
       size = read(ends[0], part.data(), part.size())) {
    said.append(part.data(), static_cast<std::size_t>(size));
  }
  close(ends[0]);
  int status = 0;
  waitpid(pid, &status, 0);
  return status == 0 ? said : fmt::format("died with status {}: {}", status, said);
}

std::string as_nobody(const std::function<std::string()>& work) {
  return in_child([&] {
    if (geteuid() == 0) {
      need(setgroups(0, nullptr), "setgroups");
      need(setgid(65534), "setgid");
      need(setuid(65534), "setuid");
    }
    return work();
  });
}

bool may_mount() {
  static const bool may = [] {
    const auto said = in_child([] {
      need(unshare(CLONE_NEWNS), "unshare");
      return std::string("yes");
    });
    if (said != "yes") {
      std::cout << "tests of full and read-only disks skipped, they need root: " << said << "\n";
    }
    return said == "yes";
  }();
  return may;
}

std::string with_small_disk(
    const std::string& folder, std::size_t bytes, const std::function<std::string()>& work
) {
  return in_child([&] {
    need(unshare(CLONE_NEWNS), "unshare");
    need(mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr), "mount /");
    const auto size = fmt::format("size={}", bytes);
    need(mount("ptimport-test", folder.c_str(), "tmpfs", 0, size.c_str()), "mount tmpfs");
    return work();
  });
}
