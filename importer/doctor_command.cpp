#include "importer/doctor_command.hpp"

#include "client/endpoint.hpp"
#include "client/error.hpp"
#include "client/proxy.hpp"
#include "importer/call_counter.hpp"
#include "importer/counted_calls.hpp"
#include "importer/doctor_local.hpp"
#include "importer/doctor_remote.hpp"
#include "importer/error.hpp"
#include "importer/no_core_dump.hpp"
#include "importer/session.hpp"
#include "importer/terminal.hpp"
#include "importer/text.hpp"
#include "importer/token.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <ostream>

namespace asio = boost::asio;

namespace importer {

namespace {

using State = Finding::State;

const char* word_of(State state) {
  switch (state) {
  case State::good:
    return "ok";
  case State::note:
    return "note";
  case State::trouble:
    return "problem";
  }
  return "";
}

Finding about_reaching(const ImportOptions& options, const CallCounter& calls) {
  if (options.sandbox) {
    return {State::good, "PractiTest", "a sandbox of this command", ""};
  }
  const auto& settings = options.settings;
  const auto proxy =
      client::proxy_for(settings.base_url, options.proxy, client::read_proxy_environment());
  const auto way =
      proxy.empty()
          ? std::string("directly")
          : fmt::format("through the proxy {}", client::parse_proxy(proxy).endpoint.name());
  const auto trust = settings.insecure          ? "its certificate is not checked (--insecure)"
                     : settings.ca_file.empty() ? "its certificate is trusted by this machine"
                                                : "its certificate is trusted by --ca-file";
  return {
      settings.insecure ? State::note : State::good,
      "PractiTest",
      fmt::format(
          "{} answers {} in {} ms; {}", settings.base_url, way, calls.first_took().count(), trust
      ),
      ""};
}

class Doctor {
public:
  Doctor(const DoctorOptions& options, const Streams& streams)
      : options_(options), streams_(streams), calls_(streams.err) {}

  ExitCode run() {
    findings_.push_back(check_configuration(options_));
    if (options_.refused.empty()) {
      check_practitest();
      findings_.push_back(check_rate(options_.import));
      findings_.push_back(check_ledger(options_.import, streams_.environment));
      if (!options_.import.inputs.empty()) {
        findings_.push_back(check_reports(options_.import, streams_));
      }
    }
    const bool is_well =
        std::ranges::none_of(findings_, [](const auto& it) { return it.state == State::trouble; });
    const auto code = is_well ? ExitCode::ok : ExitCode::not_all;
    if (options_.import.form == SummaryForm::json) {
      tell_json(code);
    } else {
      tell();
    }
    return code;
  }

private:
  void check_practitest() {
    auto options = options_.import;
    if (!options_.retries_given) {
      options.settings.max_attempts = 1;  // Whoever waits for a diagnosis wants to know now.
    }
    const NoCoreDump no_core_dump;
    client::Secret token;
    if (!options.sandbox) {
      try {
        token = read_token(options, streams_.environment, streams_.in);
      } catch (const UsageError& error) {
        findings_.push_back({State::trouble, "token", error.what(), ""});
        return;
      }
      findings_.push_back(check_token_source(options));
    }
    const auto before = findings_.size();
    try {
      CountedCalls counted(options, streams_.environment);
      Session session(options, std::move(token), calls_, counted.budget());
      if (options.sandbox) {
        options.project = session.project();
      }
      session.run(examine(session.practitest(), options, findings_));
      findings_.insert(
          findings_.begin() + static_cast<std::ptrdiff_t>(before), about_reaching(options, calls_)
      );
    } catch (const client::Unreachable& error) {
      findings_.push_back({State::trouble, "PractiTest", error.what(), ""});
    } catch (const UsageError& error) {  // A certificate's file, a malformed proxy.
      findings_.push_back({State::trouble, "PractiTest", error.what(), ""});
    }
  }

  void tell() const {
    constexpr int indent = 25;
    for (const auto& [state, subject, found, advice] : findings_) {
      streams_.out << fmt::format(
          "{:<8} {:<15} {}\n", word_of(state), subject, shown(found, 1'000)
      );
      if (!advice.empty()) {
        streams_.out << fmt::format("{:{}}-> {}\n", "", indent, shown(advice, 1'000));
      }
    }
    const auto made = calls_.made();
    streams_.out << fmt::format(
        "\n{}\n",
        made == 0   ? std::string("No call was made.")
        : made == 1 ? std::string("1 call made, which only read.")
                    : fmt::format("{} calls made, all of them reading.", text::grouped(made))
    );
  }

  void tell_json(ExitCode code) const {
    boost::json::array checks;
    for (const auto& [state, subject, found, advice] : findings_) {
      boost::json::object check;
      check["state"] = word_of(state);
      check["check"] = subject;
      check["found"] = found;
      check["advice"] = advice;
      checks.push_back(std::move(check));
    }
    boost::json::object all;
    all["checks"] = std::move(checks);
    all["calls"] = calls_.made();
    all["exit_code"] = static_cast<int>(code);
    streams_.out << boost::json::serialize(all) << '\n';
  }

  const DoctorOptions& options_;
  const Streams& streams_;
  CallCounter calls_;
  std::vector<Finding> findings_;
};

}  // namespace

ExitCode examine_setup(const DoctorOptions& options, const Streams& streams) {
  return Doctor(options, streams).run();
}

}  // namespace importer
