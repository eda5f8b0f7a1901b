#include "importer/token.hpp"

#include "importer/error.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <istream>
#include <iterator>
#include <system_error>
#include <utility>

namespace importer {

namespace {

/// No token is longer; what is, is some other file.
constexpr std::size_t max_token_bytes = 4'096;

client::Secret contents_of(std::istream& stream) {
  std::string bytes(max_token_bytes + 1, '\0');
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(stream.gcount()));
  return client::Secret(std::move(bytes));
}

/// Checks what would otherwise turn into a puzzling 401, or into a broken HTTP header.
client::Secret checked(const client::Secret& given, std::string_view source) {
  client::Secret secret(text::trimmed(given.text()));
  const auto& token = secret.text();
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
  return secret;
}

}  // namespace

client::Secret read_token(
    const ImportOptions& options, const Environment& environment, std::istream& standard_input
) {
  if (options.token_file == "-") {
    return checked(contents_of(standard_input), "standard input (--token-file -)");
  }
  if (!options.token_file.empty()) {
    std::ifstream file;
    // Without a buffer of its own, in which the token would stay.
    file.rdbuf()->pubsetbuf(nullptr, 0);
    file.open(options.token_file, std::ios::binary);
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
  auto token = environment("PRACTITEST_TOKEN");
  if (!token) {
    throw UsageError(
        "no API token: set the environment variable PRACTITEST_TOKEN or give --token-file FILE "
        "(in PractiTest: your profile, API tokens); to try without an account: --sandbox"
    );
  }
  return checked(client::Secret(std::move(*token)), "PRACTITEST_TOKEN");
}

std::optional<std::string> open_to_others(const ImportOptions& options) {
  struct stat found {};
  if (options.token_file.empty() || options.token_file == "-" ||
      ::stat(options.token_file.c_str(), &found) != 0 || !S_ISREG(found.st_mode) ||
      (found.st_mode & (S_IRWXG | S_IRWXO)) == 0) {
    return std::nullopt;
  }
  return fmt::format(
      "other users of this machine may read or change the token file {} (its mode is {:03o}): make "
      "it yours alone with `chmod 600`, and if others may have read it, replace the token in "
      "PractiTest",
      options.token_file,
      found.st_mode & 0777U
  );
}

}  // namespace importer
