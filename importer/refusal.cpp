#include "importer/refusal.hpp"

#include <fmt/format.h>

namespace importer {

namespace {

/// What to do, by status; empty where only the server's own words help.
std::string_view advice(const client::ApiError& error) {
  switch (error.status()) {
  case 401:
    return "the token was refused: check PRACTITEST_TOKEN or --token-file, and that --region or "
           "--url is the account's";
  case 403:
    return "the token is not allowed to do this: give its owner the permission in PractiTest, or "
           "use another token";
  case 404:
    return "it does not exist (any more)";
  case 413:
    return "the call is too large for the server or for a gateway before it";
  case 429:
    return "the account's calls are used up, maybe by other tools: try again later or with a lower "
           "--rate";
  case 200:
    return "something else than PractiTest answers: check --url, and whether a gateway or proxy "
           "wants "
           "a login";
  default:
    return error.status() >= 500 ? "the service has trouble of its own: try again later" : "";
  }
}

constexpr std::string_view tester_advice =
    "--date-runs records manual runs, which have a tester: with an account token give --author-id "
    "ID, the id of a user; a personal token needs none";

constexpr std::string_view author_advice =
    "an account token needs --author-id ID to make tests; a personal token must go without it "
    "unless it may impersonate";

bool has_words(const client::ApiError& error, std::string_view words) {
  return error.words().find(words) != std::string::npos;
}

/// All runs with a day of their own are refused alike.
bool concerns_tester(const client::ApiError& error) {
  const bool may_be = error.status() == 400 || error.status() == 422;
  return may_be && (has_words(error, "tester-id") || has_words(error, "tester_id"));
}

}  // namespace

std::string explain(const client::ApiError& error) {
  if (error.status() == 0) {
    return error.words();
  }
  auto text = fmt::format("PractiTest answered {} to {}", error.status(), error.call());
  if (!error.words().empty()) {
    text += fmt::format(" ({})", error.words());
  }
  const auto what_to_do = concerns_tester(error)   ? tester_advice
                          : concerns_author(error) ? author_advice
                                                   : advice(error);
  if (!what_to_do.empty()) {
    text += fmt::format(": {}", what_to_do);
  }
  return text;
}

bool concerns_author(const client::ApiError& error) {
  const auto status = error.status();
  const bool may_be = status == 400 || status == 403 || status == 422;
  return may_be && (has_words(error, "author-id") || has_words(error, "author_id") ||
                    has_words(error, "uthor ") || has_words(error, "mpersonat"));
}

std::optional<ExitCode> ends_import(const client::ApiError& error) {
  if (error.status() == 401 || error.status() == 403 || concerns_tester(error)) {
    return ExitCode::refused;
  }
  const bool is_no_answer_of_the_api = error.status() < 400;
  if (is_no_answer_of_the_api || error.status() == 429 || error.status() >= 500) {
    return ExitCode::unreachable;
  }
  return std::nullopt;
}

bool may_be_one_item(const client::ApiError& error) {
  const auto status = error.status();
  return status == 400 || status == 404 || status == 413 || status == 422;
}

}  // namespace importer
