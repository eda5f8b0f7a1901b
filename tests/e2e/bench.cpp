#include "tests/e2e/bench.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace e2e {

namespace {

constexpr const char* personal_token = "canary-personal-5e1f0c9b7a";
constexpr const char* account_token = "canary-account-81d3b6e2f4";

bool fits(std::string_view pattern, std::string_view text) {
  return pattern == "*" || pattern == text;
}

void check_what_is_always_true(const Told& told) {
  BOOST_TEST_CONTEXT("standard output:\n" << told.out << "\nstandard error:\n" << told.err) {
    for (const auto* token : {personal_token, account_token}) {
      BOOST_TEST(!told.says(token), "a token is in what the program said");
    }
    BOOST_TEST(!told.says("\x1b"), "a control sequence is in a log");
    const auto known = {0, 1, 2, 3, 4, 5, 10, 130};
    BOOST_TEST((std::ranges::find(known, told.exit_code) != known.end()), told.exit_code);
    for (const auto& call : told.calls) {
      BOOST_TEST((call.method != "POST" || call.resource == "sets.json" || call.items <= 20U));
    }
  }
}

}  // namespace

std::size_t Told::count(std::string_view method, std::string_view resource) const {
  return static_cast<std::size_t>(std::ranges::count_if(calls, [&](const auto& call) {
    return fits(method, call.method) && fits(resource, call.resource);
  }));
}

boost::json::object Told::json() const {
  boost::system::error_code error;
  const auto value = boost::json::parse(out, error);
  BOOST_TEST_REQUIRE(!error, "not JSON: " << out << "\nstandard error:\n" << err);
  return value.as_object();
}

std::size_t Told::outcomes(const char* outcome) const {
  return json().at("outcomes").at(outcome).to_number<std::size_t>();
}

bool Told::says(std::string_view text) const {
  return out.find(text) != std::string::npos || err.find(text) != std::string::npos;
}

std::string without_key(const std::string& output) {
  const auto key = output.rfind("[ptimport ");
  BOOST_TEST_REQUIRE(key != std::string::npos, "no key in '" << output << "'");
  BOOST_TEST(output.size() == key + std::string("[ptimport 0123456789abc]").size());
  return output.substr(0, key == 0 ? 0 : key - 1);
}

sandbox::Options practitest() {
  sandbox::Options options;
  options.rate = 0;
  options.personal_token = personal_token;
  options.account_token = account_token;
  return options;
}

Bench::Bench(const sandbox::Options& wanted) : server(std::make_unique<sandbox::Sandbox>(wanted)) {
  const auto& address = server->address();
  options["--url"] = address.url;
  options["--ca-file"] = workspace.write(".sandbox-ca.pem", address.ca_pem);
  options["--project"] = std::to_string(address.project_id);
  options["--rate"] = "0";
  options["--set"] = "Nightly";
  options["--settle"] = "0";
  environment["PRACTITEST_TOKEN"] = address.personal_token;
  environment["XDG_STATE_HOME"] = workspace.path() / ".state";
}

Command Bench::command(const std::string& verb, const std::vector<std::string>& arguments) const {
  Command made;
  made.arguments.push_back(verb);
  for (const auto& [name, value] : options) {
    const bool given = std::ranges::any_of(arguments, [&, &option = name](const auto& argument) {
      return argument == option || argument.starts_with(option + "=") ||
             (option == "--set" && argument == "--set-id");
    });
    if (!given) {
      made.arguments.push_back(name);
      made.arguments.push_back(value);
    }
  }
  const bool has_build = std::ranges::any_of(arguments, [](const auto& argument) {
    return argument.starts_with("--build");
  });
  if (!has_build && verb != "resume" && verb != "backfill") {
    made.arguments.push_back(fmt::format("--build={}", ++builds_));
  }
  made.arguments.insert(made.arguments.end(), arguments.begin(), arguments.end());
  made.environment = environment;
  made.input = input;
  made.folder = workspace.path();
  return made;
}

Told Bench::run(const Command& command) const {
  const auto before = server ? server->calls().size() : 0;
  Told told;
  static_cast<Ended&>(told) = e2e::run(command);
  if (server) {
    told.calls = server->calls();
    told.calls.erase(told.calls.begin(), told.calls.begin() + static_cast<std::ptrdiff_t>(before));
  }
  check_what_is_always_true(told);
  return told;
}

Told Bench::import(const std::vector<std::string>& arguments) const {
  return run(command("import", arguments));
}

Told Bench::plan(const std::vector<std::string>& arguments) const {
  return run(command("plan", arguments));
}

std::string Bench::report(const std::string& name, const std::vector<Case>& cases) const {
  return workspace.write(name, junit(cases));
}

void Bench::has_recorded(const std::vector<Case>& cases, const std::string& set) const {
  const auto told = import({"--set", set, report(".earlier/report.xml", cases)});
  BOOST_TEST_REQUIRE(told.exit_code == 0, told.err);
}

std::vector<std::string> Bench::test_names() const {
  std::vector<std::string> names;
  for (const auto& test : server->tests()) {
    names.push_back(test.name);
  }
  return names;
}

std::vector<sandbox::HeldRun> Bench::runs_of(const std::string& test) const {
  auto runs = server->runs();
  std::erase_if(runs, [&](const auto& run) { return run.test != test; });
  return runs;
}

std::vector<std::string> Bench::set_shows(const std::string& set) const {
  std::vector<std::string> shown;
  for (const auto& instance : server->held()) {
    if (instance.set == set) {
      shown.push_back(fmt::format("{}: {}", instance.test, instance.status));
    }
  }
  return shown;
}

}  // namespace e2e
