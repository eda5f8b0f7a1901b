#pragma once

#include "importer/run.hpp"

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
    const importer::Streams streams{in, out_stream, err_stream, false, [](const char*) {
                                      return std::optional<std::string>();
                                    }};
    const auto code = importer::run(arguments, streams);
    out = out_stream.str();
    err = err_stream.str();
    return code;
  }

  bool told(const std::string& words) const { return err.find(words) != std::string::npos; }

  std::string out;
  std::string err;
};
