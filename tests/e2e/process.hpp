#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

/// The program as its users have it: a process, a server, files.
namespace e2e {

/// How the program is called.
struct Command {
  std::vector<std::string> arguments;
  std::map<std::string, std::string> environment;  ///< All of it, but for PATH.
  std::string input;                               ///< Standard input.
  std::filesystem::path folder;                    ///< Working directory.
  /// Standard output, such as /dev/full; empty: read as Ended::out.
  std::string out_file;
  std::chrono::seconds limit{90};  ///< Killed, and the test failed, when longer.
};

struct Ended {
  int exit_code = -1;    ///< 128 + signal when a signal ended it.
  std::size_t peak = 0;  ///< Bytes of resident memory at the highest.
  std::string out;
  std::string err;
};

/// Runs ptimport. Killed when destroyed before its end.
class Process {
public:
  /// Throws std::system_error when the program cannot be started.
  explicit Process(const Command& command);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  /// Waits until standard output or standard error holds `text`. Throws std::runtime_error with
  /// all that was said when the program ends without it, or the limit is over.
  void wait_for(const std::string& text);
  /// Standard output so far.
  const std::string& out() const { return ended_.out; }
  void send(int signal) const;
  bool has_ended() const;
  pid_t id() const { return pid_; }
  /// Waits for the end. Throws std::runtime_error when the limit is over.
  Ended wait();

private:
  bool read_more();  ///< False at the end of both streams.
  [[noreturn]] void fail(const std::string& why);

  pid_t pid_ = -1;
  int out_ = -1;
  int err_ = -1;
  std::chrono::steady_clock::time_point deadline_;
  Ended ended_;
};

/// Runs ptimport to its end.
Ended run(const Command& command);

}  // namespace e2e
