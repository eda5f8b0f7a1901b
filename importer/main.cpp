#include "client/secret.hpp"
#include "importer/run.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

/// A caller may have closed them, and a connection or a database that got such a number would be
/// written the summary.
void keep_standard_streams_taken() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(descriptor, F_GETFD) == -1) {
      static_cast<void>(open("/dev/null", O_RDWR));  // Takes the lowest number that is free.
    }
  }
}

/// Whoever read it went away, as `head -1` does.
bool nobody_reads_standard_output() {
  pollfd output{STDOUT_FILENO, POLLOUT, 0};
  return poll(&output, 1, 0) == 1 && (output.revents & POLLERR) != 0;
}

/// A disk that is full would otherwise leave half a summary behind, and a good exit code.
importer::ExitCode after_writing(importer::ExitCode code) {
  if (std::cout.flush() || nobody_reads_standard_output()) {
    return code;
  }
  std::cerr << "ptimport: standard output could not be written whole: is the disk full?\n";
  return importer::graver(code, importer::ExitCode::not_all);
}

std::optional<std::string> take_variable(const char* name) {
  char* const value = std::getenv(name);
  if (value == nullptr) {
    return std::nullopt;
  }
  std::optional<std::string> taken(value);
  if (std::string_view(name) == "PRACTITEST_TOKEN") {
    // Else it would be seen in /proc and in a core dump to the end.
    client::wipe(value, taken->size());
    unsetenv(name);
  }
  return taken;
}

std::vector<std::string> names_of_variables() {
  std::vector<std::string> names;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    names.emplace_back(text.substr(0, text.find('=')));
  }
  return names;
}

}  // namespace

int main(int argc, char** argv) {
  keep_standard_streams_taken();
  // Whoever reads the summary may stop early (`| head -1`); the exit code still tells the truth.
  std::signal(SIGPIPE, SIG_IGN);
  const auto pause = [](std::chrono::milliseconds time) { std::this_thread::sleep_for(time); };
  const importer::Streams streams{
      std::cin, std::cout, std::cerr, isatty(STDERR_FILENO) == 1, take_variable, pause};
  const importer::Process process{names_of_variables(), isatty(STDIN_FILENO) == 1};
  return static_cast<int>(after_writing(importer::run({argv + 1, argv + argc}, streams, process)));
}
