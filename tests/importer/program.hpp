#pragma once

#include "importer/run.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

/// The program without a process, a network or an environment.
class Program {
public:
  importer::ExitCode operator()(
      const std::vector<std::string>& arguments, const std::string& input = {}
  ) {
    std::istringstream in(input);
    std::ostringstream out_stream;
    std::ostringstream err_stream;
    const auto environment = [](const char*) { return std::optional<std::string>(); };
    const auto wait = [this](std::chrono::milliseconds time) {
      waited += time;
      meanwhile();
    };
    const importer::Streams streams{in, out_stream, err_stream, false, environment, wait};
    const auto code = importer::run(arguments, streams);
    out = out_stream.str();
    err = err_stream.str();
    return code;
  }

  bool told(const std::string& words) const { return err.find(words) != std::string::npos; }

  std::string out;
  std::string err;
  /// What others do while the program waits; no time passes.
  std::function<void()> meanwhile = [] {};
  std::chrono::milliseconds waited{0};
};
