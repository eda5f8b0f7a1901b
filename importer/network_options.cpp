#include "importer/network_options.hpp"

#include "importer/error.hpp"
#include "importer/option_group.hpp"

#include <algorithm>
#include <chrono>

namespace po = boost::program_options;

namespace importer {

po::options_description network_option_names() {
  auto group = option_group("Network");
  group.add_options()(
      "rate", taking<std::string>("N"), "calls in any 60 seconds (default 30); 0 for no limit"
  )("rate-share",
    taking<std::string>("SHARE"),
    "use only this share of --rate, e.g. 0.5, and leave the rest to others of the account")(
      "proxy",
      taking<std::string>("URL"),
      "HTTP proxy, http://user:password@host:port; default: HTTPS_PROXY, but not for NO_PROXY"
  )("ca-file", taking<std::string>("FILE"), "PEM file of a private certificate authority")(
      "crl-file",
      taking<std::string>("FILE"),
      "PEM file of revocation lists; must hold that of the authority which signed the server's "
      "certificate"
  )("insecure",
    po::bool_switch(),
    "take any certificate: only for a server on this machine (localhost, 127.0.0.1, [::1])")(
      "client-cert", taking<std::string>("FILE"), "PEM certificate that a gateway asks for"
  )("client-key", taking<std::string>("FILE"), "its private key")(
      "timeout", taking<std::string>("SECONDS"), "longest time for one call (default 90)"
  )("retries", taking<std::string>("N"), "repeats of a call that is safe to repeat (default 4)");
  return group;
}

void read_network_options(const OptionValues& values, ImportOptions& options) {
  auto& settings = options.settings;
  if (values.count("proxy") != 0) {
    options.proxy = word(values, "proxy");
  }
  settings.ca_file = word(values, "ca-file");
  settings.crl_file = word(values, "crl-file");
  settings.insecure = values["insecure"].as<bool>();
  if (settings.insecure && options.sandbox) {
    throw UsageError("--insecure has no meaning with --sandbox, which brings its own certificate");
  }
  settings.client_cert = word(values, "client-cert");
  settings.client_key = word(values, "client-key");
  if (settings.client_cert.empty() != settings.client_key.empty()) {
    throw UsageError("--client-cert and --client-key go together");
  }
  options.rate_given = values.count("rate") != 0;
  if (options.rate_given) {
    settings.rate = number(values, "rate", 0, 100'000);
  }
  if (values.count("rate-share") != 0) {
    const auto part = share(values, "rate-share");
    if (settings.rate == 0) {
      throw UsageError("--rate-share is a share of the limit, and --rate 0 is no limit");
    }
    // One call at least, or nothing would ever be sent.
    settings.rate = std::max(1, static_cast<int>(settings.rate * part));
  }
  if (values.count("timeout") != 0) {
    settings.call_timeout = std::chrono::seconds(number(values, "timeout", 1, 3'600));
    for (auto* step :
         {&settings.connect_timeout,
          &settings.handshake_timeout,
          &settings.write_timeout,
          &settings.read_timeout}) {
      *step = std::min(*step, settings.call_timeout);
    }
    settings.read_timeout = std::max(settings.read_timeout, settings.call_timeout);
  }
  if (values.count("retries") != 0) {
    settings.max_attempts = 1 + number(values, "retries", 0, 100);
  }
}

}  // namespace importer
