#include "tests/e2e/bench.hpp"
#include "tests/sandbox/https_client.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <iterator>
#include <memory>
#include <regex>

using namespace e2e;

BOOST_AUTO_TEST_SUITE(sandbox_command)

namespace {

/// What `ptimport sandbox` tells its user to give to an import.
struct Instructions {
  std::string url;
  std::string project;
  std::string token;
  std::string account_token;
};

std::string found(const std::string& text, const char* pattern) {
  std::smatch match;
  BOOST_TEST_REQUIRE(std::regex_search(text, match, std::regex(pattern)), text);
  return match[1];
}

Instructions read(const std::string& text) {
  Instructions instructions;
  instructions.url = found(text, "--url (https://localhost:[0-9]+)");
  instructions.project = found(text, "--project ([0-9]+)");
  instructions.token = found(text, "PRACTITEST_TOKEN=([0-9a-z]+)");
  instructions.account_token = found(text, "account token[^:]*: ([0-9a-z]+)");
  return instructions;
}

/// `ptimport sandbox` in a folder.
class Served {
public:
  Served(const Workspace& workspace, std::vector<std::string> options) : workspace_(workspace) {
    options.insert(options.begin(), "sandbox");
    command_.arguments = std::move(options);
    command_.folder = workspace.path();
    process_ = std::make_unique<Process>(command_);
    process_->wait_for("An account token");  // In the last line, all of it in one write.
  }

  /// An import as the instructions say it.
  Ended import(const Instructions& instructions, std::vector<std::string> more) const {
    Command command;
    command.folder = workspace_.path();
    command.environment["PRACTITEST_TOKEN"] = instructions.token;
    command.arguments = {
        "import",
        "--url",
        instructions.url,
        "--ca-file",
        "ptimport-sandbox-ca.pem",
        "--project",
        instructions.project,
        "--set",
        "First import"};
    command.arguments.insert(command.arguments.end(), more.begin(), more.end());
    return e2e::run(command);
  }

  Ended stop(int signal) {
    process_->send(signal);
    return process_->wait();
  }

  const std::string& said() const { return process_->out(); }

private:
  const Workspace& workspace_;
  Command command_;
  std::unique_ptr<Process> process_;
};

}  // namespace

BOOST_AUTO_TEST_CASE(prints_what_an_import_needs_and_ends_with_0_on_sigint) {
  const Workspace workspace;
  Served served(workspace, {});
  const auto report = workspace.write("r.xml", junit({passed("adds"), failed("pays")}));
  const auto told = served.import(read(served.said()), {report});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST((told.out.find("2 runs: 1 PASSED, 1 FAILED") != std::string::npos), told.out);
  BOOST_TEST(served.stop(SIGINT).exit_code == 0);
}

BOOST_AUTO_TEST_CASE(ends_with_0_on_sigterm) {
  const Workspace workspace;
  Served served(workspace, {});
  BOOST_TEST(served.stop(SIGTERM).exit_code == 0);
}

BOOST_AUTO_TEST_CASE(takes_its_account_token_with_an_author) {
  const Workspace workspace;
  Served served(workspace, {});
  auto instructions = read(served.said());
  instructions.token = instructions.account_token;
  const auto report = workspace.write("r.xml", junit(many(1)));
  BOOST_TEST(served.import(instructions, {report}).exit_code == 4);
  BOOST_TEST(served.import(instructions, {"--author-id", "5001", report}).exit_code == 0);
}

BOOST_AUTO_TEST_CASE(keeps_its_state_and_its_token_in_a_file) {
  const Workspace workspace;
  const auto report = workspace.write("r.xml", junit(many(2)));
  Instructions first;
  {
    Served served(workspace, {"--data", "state.sqlite"});
    first = read(served.said());
    BOOST_TEST(served.import(first, {report}).exit_code == 0);
    BOOST_TEST(served.stop(SIGTERM).exit_code == 0);
  }
  Served served(workspace, {"--data", "state.sqlite"});
  const auto second = read(served.said());
  BOOST_TEST(second.token == first.token);
  const auto told = served.import(second, {report});
  BOOST_TEST(told.exit_code == 0);
  BOOST_TEST((told.out.find("matched    2 tests in the set") != std::string::npos), told.out);
}

BOOST_AUTO_TEST_CASE(what_an_import_kept_can_be_looked_at_as_its_last_line_says) {
  const Workspace workspace;
  Command command;
  command.folder = workspace.path();
  const auto report = workspace.write("r.xml", junit({passed("adds"), failed("pays")}));
  command.arguments = {"import", "--sandbox-data", "try.db", "--set", "Nightly", report};
  const auto told = e2e::run(command);
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.out.ends_with("\nTo look at it in a browser: ptimport sandbox --data try.db\n"));
  command.arguments = {"import", "--sandbox", "--set", "Nightly", report};
  BOOST_TEST((e2e::run(command).out.find("To look at it") == std::string::npos));

  Served served(workspace, {"--data", "try.db"});
  const auto url = found(served.said(), "in a browser: (https://localhost:[0-9]+)/ ");
  BOOST_TEST(url == read(served.said()).url);
  const auto ca = content_of(workspace.path() / "ptimport-sandbox-ca.pem");
  sandbox_test::HttpsClient client(sandbox_test::port_of(url), ca);
  const auto page = client.visit({});
  BOOST_TEST(page.status == 200);
  const auto address = found(page.body, "href=\"(/sets/[0-9]+)\">Nightly</a>");
  sandbox_test::Visit visit;
  visit.target = address;
  const auto set = client.visit(visit).body;
  for (const auto* text : {">shop.Cart.adds</a>", ">shop.Cart.pays</a>", "1 PASSED, 1 FAILED"}) {
    BOOST_TEST((set.find(text) != std::string::npos), text << " in " << set);
  }
}

BOOST_AUTO_TEST_CASE(injects_the_faults_that_it_is_given) {
  const Workspace workspace;
  Served served(workspace, {"--fault", "POST runs/auto_create.json #1: drop after"});
  const auto report = workspace.write("r.xml", junit(many(2)));
  const auto told = served.import(read(served.said()), {report, "--format", "json"});
  BOOST_TEST(told.exit_code == 0, told.err);
  // The lost answer costs a look.
  BOOST_TEST((told.out.find("GET runs.json") != std::string::npos), told.out);
}

BOOST_AUTO_TEST_CASE(refuses_a_fault_that_it_does_not_understand) {
  Command command;
  const Workspace workspace;
  command.folder = workspace.path();
  command.arguments = {"sandbox", "--fault", "POST runs.json: explode"};
  const auto told = e2e::run(command);
  BOOST_TEST(told.exit_code == 2);
  BOOST_TEST((told.err.find("explode") != std::string::npos), told.err);
}

BOOST_AUTO_TEST_CASE(refuses_a_port_that_is_taken) {
  const Workspace workspace;
  Served served(workspace, {});
  const auto url = read(served.said()).url;
  Command command;
  command.folder = workspace.path();
  command.arguments = {"sandbox", "--port", url.substr(url.rfind(':') + 1)};
  const auto told = e2e::run(command);
  BOOST_TEST(told.exit_code == 2);
  BOOST_TEST((told.err.find("cannot start") != std::string::npos), told.err);
}

BOOST_AUTO_TEST_SUITE_END()
