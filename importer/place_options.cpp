#include "importer/place_options.hpp"

#include "importer/error.hpp"
#include "importer/option_group.hpp"

#include <fmt/format.h>

namespace po = boost::program_options;

namespace importer {

namespace {

// Source: PractiTest's API reference, "base URL".
constexpr const char* us_address = "https://api.practitest.com";
constexpr const char* eu_address = "https://eu1-prod-api.practitest.app";

std::string base_url(const OptionValues& values) {
  const auto url = word(values, "url");
  if (values.count("url") == 0) {
    if (values.count("region") == 0) {
      return us_address;
    }
    return one_of<const char*>(values, "region", {{"us", us_address}, {"eu", eu_address}});
  }
  if (values.count("region") != 0) {
    throw UsageError("--url and --region both say where PractiTest is: give one of them");
  }
  if (!url.starts_with("https://")) {
    throw UsageError("--url must begin with https://: a token is never sent unencrypted");
  }
  return url;
}

}  // namespace

po::options_description place_option_names() {
  auto group = option_group("Where PractiTest is");
  group.add_options()("project", taking<std::string>("ID"), "the project's system id")(
      "region", taking<std::string>("us|eu"), "where the account is: us (default) or eu"
  )("url", taking<std::string>("URL"), "another address of the API, e.g. of a gateway")(
      "token-file",
      taking<std::string>("FILE"),
      "file that holds the API token, - for standard input; without it the environment variable "
      "PRACTITEST_TOKEN. There is no option that takes the token itself"
  )("author-id",
    taking<std::string>("ID"),
    "user who becomes the author of new tests: needed with an account token, and allowed with "
    "a personal token that may impersonate")(
      "sandbox",
      po::bool_switch(),
      "record in a local PractiTest that lives for this import: needs no account"
  )("sandbox-data", taking<std::string>("FILE"), "keep what that sandbox holds in FILE");
  return group;
}

void read_place_options(const OptionValues& values, ImportOptions& options) {
  options.sandbox_data = word(values, "sandbox-data");
  options.sandbox = values["sandbox"].as<bool>() || !options.sandbox_data.empty();
  options.settings.base_url = base_url(values);
  if (options.sandbox) {
    for (const auto* name :
         {"url",
          "region",
          "project",
          "token-file",
          "proxy",
          "ca-file",
          "crl-file",
          "client-cert"}) {
      if (values.count(name) != 0) {
        throw UsageError(
            fmt::format("--{} has no meaning with --sandbox, which brings its own", name)
        );
      }
    }
  }
  options.token_file = word(values, "token-file");
  if (values.count("project") != 0) {
    options.project = id(values, "project");
  }
  if (values.count("author-id") != 0) {
    options.settings.author_id = std::to_string(id(values, "author-id"));
  }
}

bool is_own_address(const std::string& base_url) {
  return base_url == us_address || base_url == eu_address;
}

}  // namespace importer
