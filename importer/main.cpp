#include "importer/run.hpp"

#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <thread>

int main(int argc, char** argv) {
  // Whoever reads the summary may stop early (`| head -1`); the exit code still tells the truth.
  std::signal(SIGPIPE, SIG_IGN);
  const importer::Environment environment = [](const char* name) -> std::optional<std::string> {
    const char* value = std::getenv(name);
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
  };
  const auto pause = [](std::chrono::milliseconds time) { std::this_thread::sleep_for(time); };
  const importer::Streams streams{
      std::cin, std::cout, std::cerr, isatty(STDERR_FILENO) == 1, environment, pause};
  return static_cast<int>(importer::run({argv + 1, argv + argc}, streams));
}
