#include "tests/ledger/worker.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <stdexcept>

Worker::Worker() {
  std::array<int, 2> in{};
  std::array<int, 2> out{};
  if (pipe2(in.data(), O_CLOEXEC) != 0 || pipe2(out.data(), O_CLOEXEC) != 0) {
    throw std::runtime_error("no pipe");
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in[0], 0);
  posix_spawn_file_actions_adddup2(&actions, out[1], 1);
  std::string program = LEDGER_WORKER;
  std::array<char*, 2> arguments{program.data(), nullptr};
  const int error =
      posix_spawn(&pid_, program.c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(in[0]);
  close(out[1]);
  if (error != 0) {
    throw std::runtime_error("cannot start " + program);
  }
  to_ = fdopen(in[1], "w");
  from_ = fdopen(out[0], "r");
}

Worker::~Worker() {
  kill();
  std::fclose(to_);
  std::fclose(from_);
}

std::string Worker::ask(const std::vector<std::string>& words) {
  tell(words);
  return hear();
}

void Worker::tell(const std::vector<std::string>& words) {
  std::string line;
  for (const auto& word : words) {
    line += (line.empty() ? "" : "\t") + word;
  }
  std::fputs((line + "\n").c_str(), to_);
  std::fflush(to_);
}

std::string Worker::hear() {
  std::string line;
  for (int letter = std::fgetc(from_); letter != '\n'; letter = std::fgetc(from_)) {
    if (letter == EOF) {
      throw std::runtime_error("the worker died");
    }
    line += static_cast<char>(letter);
  }
  return line;
}

void Worker::pause() { ::kill(pid_, SIGSTOP); }
void Worker::go_on() { ::kill(pid_, SIGCONT); }

void Worker::kill(bool reap) {
  if (pid_ < 0) {
    return;
  }
  ::kill(pid_, SIGKILL);
  // Waits in either case, or the test would race with the signal.
  siginfo_t ended{};
  waitid(P_PID, static_cast<id_t>(pid_), &ended, WEXITED | (reap ? 0 : WNOWAIT));
  if (reap) {
    pid_ = -1;
  }
}
