#include "importer/setup.hpp"

#include "importer/terminal.hpp"
#include "importer/token.hpp"

#include <fmt/format.h>

#include <ostream>

namespace importer {

client::Secret token_for(const ImportOptions& options, const Streams& streams) {
  if (options.sandbox) {
    return {};
  }
  auto token = read_token(options, streams.environment, streams.in);
  if (options.verbosity < 0) {
    return token;
  }
  if (const auto warning = open_to_others(options)) {
    streams.err << fmt::format("ptimport: warning: {}\n", shown(*warning, 1'000));
  }
  if (options.settings.insecure) {
    streams.err << "ptimport: note: the server's certificate is not checked (--insecure)\n";
  }
  return token;
}

int calls_a_minute(const ImportOptions& options) {
  return options.sandbox && !options.rate_given ? 0 : options.settings.rate;
}

bool forbids_colour(const Streams& streams) {
  return !streams.environment("NO_COLOR").value_or("").empty() ||
         streams.environment("TERM").value_or("") == "dumb";
}

}  // namespace importer
