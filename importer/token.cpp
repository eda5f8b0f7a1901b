#include "importer/token.hpp"

#include "importer/error.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <istream>
#include <iterator>
#include <system_error>

namespace importer {

namespace {

/// No token is longer; what is, is some other file.
constexpr std::size_t max_token_bytes = 4'096;

std::string contents_of(std::istream& stream) {
  std::string bytes(max_token_bytes + 1, '\0');
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(stream.gcount()));
  return bytes;
}

/// Checks what would otherwise turn into a puzzling 401, or into a broken HTTP header.
std::string checked(std::string_view given, std::string_view source) {
  const std::string token(text::trimmed(given));
  if (token.empty()) {
    throw UsageError(fmt::format("{} is empty: it must hold the API token and nothing else", source)
    );
  }
  const bool is_one_word = std::ranges::all_of(token, [](char c) { return c > ' ' && c < '\x7f'; });
  if (!is_one_word || token.size() > max_token_bytes) {
    throw UsageError(fmt::format(
        "{} does not hold an API token: it must be one word of letters and digits", source
    ));
  }
  return token;
}

}  // namespace

std::string read_token(
    const ImportOptions& options, const Environment& environment, std::istream& standard_input
) {
  if (options.token_file == "-") {
    return checked(contents_of(standard_input), "standard input (--token-file -)");
  }
  if (!options.token_file.empty()) {
    std::ifstream file(options.token_file, std::ios::binary);
    if (!file) {
      const auto reason = std::generic_category().message(errno);
      // A word without a slash or dot may be the token itself, given in place of its file.
      const bool is_path = options.token_file.find_first_of("/.") != std::string::npos;
      throw UsageError(
          is_path ? fmt::format("--token-file {}: {}", options.token_file, reason)
                  : fmt::format("the file that --token-file names cannot be read: {}", reason)
      );
    }
    return checked(contents_of(file), fmt::format("--token-file {}", options.token_file));
  }
  const auto token = environment("PRACTITEST_TOKEN");
  if (!token) {
    throw UsageError(
        "no API token: set the environment variable PRACTITEST_TOKEN or give --token-file FILE "
        "(in PractiTest: your profile, API tokens); to try without an account: --sandbox"
    );
  }
  return checked(*token, "PRACTITEST_TOKEN");
}

}  // namespace importer
