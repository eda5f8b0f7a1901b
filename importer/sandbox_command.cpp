#include "importer/sandbox_command.hpp"

#include "importer/error.hpp"
#include "sandbox/sandbox.hpp"

#include <fmt/format.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <cerrno>
#include <csignal>
#include <fstream>
#include <memory>
#include <ostream>
#include <system_error>

namespace importer {

namespace {

std::unique_ptr<sandbox::Sandbox> start(const SandboxOptions& options) {
  sandbox::Options wanted;
  wanted.port = options.port;
  wanted.data_file = options.data_file;
  wanted.rate = options.rate;
  wanted.faults = options.faults;
  try {
    return std::make_unique<sandbox::Sandbox>(wanted);
  } catch (const std::exception& error) {
    throw UsageError(fmt::format("the sandbox cannot start: {}", error.what()));
  }
}

void write_ca(const std::string& path, const std::string& pem) {
  std::ofstream file(path, std::ios::binary);
  if (!(file << pem << std::flush)) {
    throw UsageError(fmt::format(
        "--ca-file {}: {}; name a file in a folder that may be written, for the certificate of the "
        "sandbox's authority",
        path,
        std::generic_category().message(errno)
    ));
  }
}

}  // namespace

ExitCode run_sandbox(const SandboxOptions& options, const Streams& streams) {
  const auto server = start(options);
  const auto& address = server->address();
  write_ca(options.ca_file, address.ca_pem);
  // Before the address is told: whoever reads it may stop us at once.
  boost::asio::io_context loop{1};
  boost::asio::signal_set signals(loop, SIGINT, SIGTERM);
  signals.async_wait([](const boost::system::error_code&, int) {});
  streams.out
      << fmt::format(
             "A local PractiTest is at {}, project {}; Ctrl-C stops it. To record reports in it:\n"
             "  export PRACTITEST_TOKEN={}\n"
             "  ptimport import --url {} --ca-file {} --project {} --set 'First import' REPORT…\n"
             "What it holds, in a browser: {}/ (it warns of the certificate: docs/sandbox.md)\n"
             "An account token, which needs --author-id {}: {}\n",
             address.url,
             address.project_id,
             address.personal_token,
             address.url,
             options.ca_file,
             address.project_id,
             address.url,
             address.author_id,
             address.account_token
         )
      << std::flush;
  loop.run();
  return ExitCode::ok;
}

}  // namespace importer
