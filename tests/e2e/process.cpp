#include "tests/e2e/process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <system_error>

namespace e2e {

namespace {

[[noreturn]] void fail_with(int error, const char* what) {
  throw std::system_error(error, std::generic_category(), what);
}

/// Standard input as a file, so that a program that does not read it cannot block us.
int file_with(const std::string& content) {
  const int file = memfd_create("input", MFD_CLOEXEC);
  if (file < 0) {
    fail_with(errno, "memfd_create");
  }
  for (std::size_t at = 0; at < content.size();) {
    const auto written = ::write(file, content.data() + at, content.size() - at);
    if (written < 0) {
      fail_with(errno, "write");
    }
    at += static_cast<std::size_t>(written);
  }
  ::lseek(file, 0, SEEK_SET);
  return file;
}

struct Pipe {
  Pipe() {
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
      fail_with(errno, "pipe2");
    }
  }
  std::array<int, 2> ends{};
};

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> all;
  for (auto& text : texts) {
    all.push_back(text.data());
  }
  all.push_back(nullptr);
  return all;
}

}  // namespace

Process::Process(const Command& command)
    : deadline_(std::chrono::steady_clock::now() + command.limit) {
  const int input = file_with(command.input);
  const Pipe out;
  const Pipe err;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, 0);
  if (command.out_file.empty()) {
    posix_spawn_file_actions_adddup2(&actions, out.ends[1], 1);
  } else {
    posix_spawn_file_actions_addopen(&actions, 1, command.out_file.c_str(), O_WRONLY, 0);
  }
  posix_spawn_file_actions_adddup2(&actions, err.ends[1], 2);
  // Else the program would hold the sandbox's own sockets open, and be its server's undead twin.
  posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  if (!command.folder.empty()) {
    posix_spawn_file_actions_addchdir_np(&actions, command.folder.c_str());
  }
  std::vector<std::string> arguments{PTIMPORT};
  arguments.insert(arguments.end(), command.arguments.begin(), command.arguments.end());
  const char* path = std::getenv("PATH");
  std::vector<std::string> environment{fmt::format("PATH={}", path == nullptr ? "" : path)};
  for (const auto& [name, value] : command.environment) {
    environment.push_back(fmt::format("{}={}", name, value));
  }
  auto argv = pointers(arguments);
  auto envp = pointers(environment);
  const int error = posix_spawn(&pid_, PTIMPORT, &actions, nullptr, argv.data(), envp.data());
  posix_spawn_file_actions_destroy(&actions);
  ::close(input);
  ::close(out.ends[1]);
  ::close(err.ends[1]);
  out_ = out.ends[0];
  err_ = err.ends[0];
  if (error != 0) {
    pid_ = -1;
    ::close(out_);
    ::close(err_);
    fail_with(error, "posix_spawn " PTIMPORT);
  }
}

Process::~Process() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  for (const int end : {out_, err_}) {
    if (end >= 0) {
      ::close(end);
    }
  }
}

void Process::fail(const std::string& why) {
  throw std::runtime_error(
      fmt::format("{}\nstandard output:\n{}\nstandard error:\n{}", why, ended_.out, ended_.err)
  );
}

bool Process::read_more() {
  // poll() passes over negative descriptors: those at their end.
  std::array<pollfd, 2> ends{{{out_, POLLIN, 0}, {err_, POLLIN, 0}}};
  if (out_ < 0 && err_ < 0) {
    return false;
  }
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(deadline_ - std::chrono::steady_clock::now());
  if (left.count() <= 0 || ::poll(ends.data(), ends.size(), static_cast<int>(left.count())) == 0) {
    fail("the program did not come to its end in time");
  }
  const auto read_from = [](int& end, short events, std::string& text) {
    if (events == 0) {
      return;
    }
    std::array<char, 1U << 16U> block{};
    const auto got = ::read(end, block.data(), block.size());
    if (got > 0) {
      text.append(block.data(), static_cast<std::size_t>(got));
    } else if (got == 0 || errno != EINTR) {
      ::close(end);
      end = -1;
    }
  };
  read_from(out_, ends[0].revents, ended_.out);
  read_from(err_, ends[1].revents, ended_.err);
  return true;
}

void Process::wait_for(const std::string& text) {
  while (ended_.out.find(text) == std::string::npos && ended_.err.find(text) == std::string::npos) {
    if (!read_more()) {
      fail(fmt::format("the program ended without saying '{}'", text));
    }
  }
}

bool Process::has_ended() const {
  siginfo_t info{};
  return ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         info.si_pid == pid_;
}

void Process::send(int signal) const { ::kill(pid_, signal); }

Ended Process::wait() {
  while (read_more()) {
  }
  int status = 0;
  rusage usage{};
  ::wait4(pid_, &status, 0, &usage);
  pid_ = -1;
  ended_.peak = static_cast<std::size_t>(usage.ru_maxrss) * 1024;
  ended_.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return ended_;
}

Ended run(const Command& command) { return Process(command).wait(); }

}  // namespace e2e
