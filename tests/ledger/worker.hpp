#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

/// Another process with a ledger of its own, which does what it is told (worker_main.cpp), so that
/// a test decides who does what when. Killed with the object.
class Worker {
public:
  Worker();
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  /// Sends {"begin", "build 7"} and waits for the answer.
  std::string ask(const std::vector<std::string>& words);
  /// Sends without waiting; hear() gives the answer.
  void tell(const std::vector<std::string>& words);
  std::string hear();

  /// As if the machine gave it no time any more, wherever it is.
  void pause();
  void go_on();
  /// kill -9. With `reap` the parent has taken notice of it, without it there is a zombie.
  void kill(bool reap = true);

private:
  pid_t pid_ = -1;
  std::FILE* to_ = nullptr;
  std::FILE* from_ = nullptr;
};
