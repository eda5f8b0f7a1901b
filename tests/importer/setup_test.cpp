// `ptimport init`, `doctor` and `config` against a PractiTest in this process.
#include "importer/run.hpp"
#include "ledger/ledger.hpp"
#include "sandbox/sandbox.hpp"
#include "tests/importer/folder.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

using importer::ExitCode;

namespace {

sandbox::Options practitest() {
  sandbox::Options options;
  options.rate = 0;
  options.personal_token = "canary-personal-2f6b";
  return options;
}

struct Setup {
  explicit Setup(const sandbox::Options& options = practitest()) : server(options) {
    variables["PRACTITEST_TOKEN"] = server.address().personal_token;
    variables["XDG_STATE_HOME"] = folder / "state";
    ca_file = folder.write("ca.pem", server.address().ca_pem);
  }

  /// The command with what it takes to reach the server.
  ExitCode run(const std::string& verb, std::vector<std::string> arguments) {
    arguments.insert(
        arguments.begin(), {verb, "--url", server.address().url, "--ca-file", ca_file}
    );
    return run(arguments);
  }

  ExitCode run(const std::vector<std::string>& arguments) {
    std::istringstream in(answers);
    std::ostringstream out_stream;
    std::ostringstream err_stream;
    const auto environment = [this](const char* name) {
      const auto found = variables.find(name);
      return found == variables.end() ? std::nullopt : std::optional(found->second);
    };
    const auto no_wait = [](std::chrono::milliseconds) {};
    const importer::Streams streams{in, out_stream, err_stream, false, environment, no_wait};
    importer::Process process;
    process.in_is_terminal = !answers.empty();
    for (const auto& [name, value] : variables) {
      process.variables.push_back(name);
    }
    const auto code = importer::run(arguments, streams, process);
    out = out_stream.str();
    err = err_stream.str();
    BOOST_TEST(!says("canary"), "a token is in what the program said");
    return code;
  }

  bool says(const std::string& words) const {
    return out.find(words) != out.npos || err.find(words) != err.npos;
  }

  std::string project() const { return std::to_string(server.address().project_id); }
  std::string ini() const { return folder / "ptimport.ini"; }
  std::string written() const {
    std::ifstream file(ini());
    return {std::istreambuf_iterator<char>(file), {}};
  }
  bool writes(const std::string& line) const {
    return ("\n" + written()).find("\n" + line + "\n") != std::string::npos;
  }

  Folder folder;
  sandbox::Sandbox server;
  std::map<std::string, std::string> variables;
  std::string ca_file;
  std::string answers;  ///< On a terminal; empty: there is none.
  std::string out;
  std::string err;
};

void check_says(const Setup& setup, const std::string& words) {
  BOOST_TEST(setup.says(words), "'" << words << "' is not in\n" << setup.out << setup.err);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(init)

BOOST_AUTO_TEST_CASE(what_is_given_is_checked_and_written) {
  Setup setup;
  const auto code = setup.run(
      "init", {"--output", setup.ini(), "--project", setup.project(), "--set", "build #12"}
  );
  BOOST_TEST((code == ExitCode::ok), setup.err);
  BOOST_TEST(setup.writes("project = " + setup.project()), setup.written());
  BOOST_TEST(setup.writes("set = build #12"), setup.written());
  BOOST_TEST((setup.written().find("canary") == std::string::npos));
  check_says(setup, "'Sandbox'");
  check_says(setup, "'build #12' is not there and will be made");
  BOOST_TEST(setup.server.calls().size() == 2U);
  for (const auto& call : setup.server.calls()) {
    BOOST_TEST(call.method == "GET");
  }
}

BOOST_AUTO_TEST_CASE(what_is_not_given_is_asked_for_on_a_terminal) {
  Setup setup;
  setup.answers = "\nNightly\n";  // The only project is offered.
  const auto code = setup.run("init", {"--output", setup.ini()});
  BOOST_TEST((code == ExitCode::ok), setup.err);
  check_says(setup, "Project [" + setup.project() + "]: ");
  BOOST_TEST(setup.writes("project = " + setup.project()), setup.written());
  BOOST_TEST(setup.writes("set = Nightly"), setup.written());
}

BOOST_AUTO_TEST_CASE(without_a_terminal_the_projects_are_listed) {
  Setup setup;
  BOOST_TEST((setup.run("init", {"--output", setup.ini(), "--set", "S"}) == ExitCode::usage));
  check_says(setup, fmt::format("--project takes one of {} (Sandbox)", setup.project()));
  BOOST_TEST(setup.written().empty());
}

BOOST_AUTO_TEST_CASE(nothing_is_written_without_answers_or_into_a_file_that_is_there) {
  Setup setup;
  setup.answers = "\n";
  BOOST_TEST((setup.run("init", {"--output", setup.ini()}) == ExitCode::usage));
  check_says(setup, "nothing is written");
  BOOST_TEST(setup.written().empty());
  setup.folder.write("ptimport.ini", "mine");
  const std::vector<std::string> all{
      "--output", setup.ini(), "--project", setup.project(), "--set", "S"};
  BOOST_TEST((setup.run("init", all) == ExitCode::usage));
  check_says(setup, "--force replaces it");
  BOOST_TEST(setup.written() == "mine");
  auto forced = all;
  forced.push_back("--force");
  BOOST_TEST((setup.run("init", forced) == ExitCode::ok), setup.err);
  BOOST_TEST(setup.writes("set = S"));
}

BOOST_AUTO_TEST_CASE(a_refused_token_or_a_strange_project_is_not_written_down) {
  Setup setup;
  BOOST_TEST(
      (setup.run("init", {"--output", setup.ini(), "--project", "99999", "--set", "S"}) ==
       ExitCode::usage)
  );
  check_says(setup, "the token does not see a project 99999");
  setup.variables["PRACTITEST_TOKEN"] = "wrong";
  BOOST_TEST(
      (setup.run("init", {"--output", setup.ini(), "--project", "1", "--set", "S"}) ==
       ExitCode::refused)
  );
  check_says(setup, "the token was refused");
  BOOST_TEST(setup.written().empty());
}

BOOST_AUTO_TEST_CASE(a_password_is_not_written_down) {
  Setup setup;
  const auto code = setup.run(
      "init",
      {"--output",
       setup.ini(),
       "--project",
       setup.project(),
       "--set",
       "S",
       "--ledger",
       "postgresql://me:canary-ledger@host/base"}
  );
  BOOST_TEST((code == ExitCode::ok), setup.err);
  BOOST_TEST(setup.writes("ledger = postgresql://me@host/base"), setup.written());
  BOOST_TEST((setup.written().find("PTIMPORT_LEDGER") != std::string::npos));
}

BOOST_AUTO_TEST_CASE(a_firecracker_configuration_is_translated_and_its_token_left) {
  Setup setup;
  const auto theirs = setup.folder.write(
      "fc.json",
      fmt::format(
          R"({{"api-token": "canary-fc", "email": "me@x.example", "project-id": {},
              "testset-name": "Nightly", "multitestset": true}})",
          setup.project()
      )
  );
  const std::vector<std::string> arguments{
      "--output", setup.ini(), "--from-firecracker", theirs, "--force"};
  BOOST_TEST((setup.run("init", arguments) == ExitCode::ok), setup.err);
  BOOST_TEST(setup.writes("set = Nightly"), setup.written());
  BOOST_TEST((setup.written().find("canary") == std::string::npos));
  BOOST_TEST((setup.written().find("# multitestset: ") != std::string::npos));
  check_says(setup, "api-token: not copied");
  check_says(setup, "multitestset: ");
  setup.variables.erase("PRACTITEST_TOKEN");
  BOOST_TEST((setup.run("init", arguments) == ExitCode::ok), setup.err);
  check_says(setup, "There was no API token to check it with");
}

BOOST_AUTO_TEST_CASE(a_path_means_the_same_from_the_file_as_from_here) {
  Setup setup;
  setup.folder.make_folder("etc");
  const auto working = std::filesystem::current_path();
  std::filesystem::current_path(setup.folder.path());
  const auto code = setup.run(
      {"init",
       "--output=etc/p.ini",
       "--url=" + setup.server.address().url,
       "--ca-file=ca.pem",
       "--project=" + setup.project(),
       "--set=S"}
  );
  std::filesystem::current_path(working);
  BOOST_TEST((code == ExitCode::ok), setup.err);
  BOOST_TEST((setup.run({"doctor", "--config", setup.folder / "etc/p.ini"}) == ExitCode::ok));
}

BOOST_AUTO_TEST_CASE(what_is_written_is_what_an_import_takes) {
  Setup setup;
  setup.run("init", {"--output", setup.ini(), "--project", setup.project(), "--set", "S"});
  const auto report = setup.folder.write(
      "r.xml", R"(<testsuite name="s"><testcase classname="c" name="adds"/></testsuite>)"
  );
  BOOST_TEST((setup.run({"import", "--config", setup.ini(), report}) == ExitCode::ok), setup.err);
  BOOST_TEST(setup.server.runs().size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(doctor)

BOOST_AUTO_TEST_CASE(a_set_up_that_works_is_told_in_five_calls_that_only_read) {
  Setup setup;
  const auto code = setup.run("doctor", {"--project", setup.project(), "--set", "S"});
  BOOST_TEST((code == ExitCode::ok), setup.out);
  for (const auto* words :
       {"accepted; it sees 1 project",
        "'Sandbox'",
        "its certificate is trusted by --ca-file",
        "'S' is not there and will be made",
        "30 calls a minute",
        "opens, ",
        "5 calls made, all of them reading"}) {
    check_says(setup, words);
  }
  BOOST_TEST(setup.server.calls().size() == 5U);
  for (const auto& call : setup.server.calls()) {
    BOOST_TEST(call.method == "GET");
  }
}

BOOST_AUTO_TEST_CASE(calls_count_among_those_that_imports_share) {
  Setup setup;
  const auto calls = [&setup] {
    const auto location = setup.folder / "state/ptimport/ledger.sqlite";
    std::size_t most = 0;
    for (const auto& project : ledger::Ledger(location, {}).projects()) {
      most = std::max(most, ledger::Ledger(location, project).calls_of_the_minute());
    }
    return most;
  };
  setup.run("doctor", {"--project", setup.project(), "--set", "S"});
  BOOST_TEST(calls() == 5U);
  setup.run("init", {"--output", setup.ini(), "--project", setup.project(), "--set", "S"});
  BOOST_TEST(calls() == 7U);
}

BOOST_AUTO_TEST_CASE(each_trouble_is_told_with_what_to_do) {
  Setup setup;
  const auto fails = [&setup](const std::vector<std::string>& arguments, const std::string& words) {
    BOOST_TEST((setup.run("doctor", arguments) == ExitCode::not_all), setup.out);
    check_says(setup, "problem");
    check_says(setup, words);
  };
  fails({"--project", "99999"}, fmt::format("--project takes one of {}", setup.project()));
  fails({}, "no project is named");
  fails(
      {"--project", setup.project(), "--set-id", "98765"}, "no test set with the system id 98765"
  );
  fails(
      {"--project", setup.project(), "--set", "S", "--create", "tests"}, "does not let it be made"
  );
  fails({"--project", setup.project(), "--ledger", setup.ca_file + "/ledger"}, "is no folder");
  fails({"--project", setup.project(), "missing.xml"}, "1 not there");
  fails({"--rate", "fast"}, "--rate takes a whole number");
  fails({"--config", setup.folder.write("bad.ini", "sat = S")}, "did you mean 'set'?");
  setup.variables["PRACTITEST_TOKEN"] = "wrong";
  fails({"--project", setup.project()}, "the token was refused");
  check_says(setup, "\n1 call made, which only read.\n");
  setup.variables.erase("PRACTITEST_TOKEN");
  fails({"--project", setup.project()}, "set the environment variable PRACTITEST_TOKEN");
  check_says(setup, "\nNo call was made.\n");
}

BOOST_AUTO_TEST_CASE(a_token_that_is_refused_is_told_once) {
  Setup setup;
  setup.server.set_faults(
      {"GET sets.json: 401",
       "GET tests.json: 401",
       "GET fields.json: 401",
       "GET custom_fields.json: 401"}
  );
  const auto code = setup.run("doctor", {"--project", setup.project(), "--set", "S"});
  BOOST_TEST((code == ExitCode::not_all), setup.out);
  const std::string refused = "the token was refused";
  BOOST_TEST_REQUIRE((setup.out.find(refused) != std::string::npos), setup.out);
  BOOST_TEST((setup.out.find(refused) == setup.out.rfind(refused)), setup.out);
  check_says(setup, "\n2 calls made, all of them reading.\n");
}

BOOST_AUTO_TEST_CASE(a_server_that_is_away_or_not_trusted_is_a_trouble) {
  Setup setup;
  BOOST_TEST((setup.run({"doctor", "--url", setup.server.address().url}) == ExitCode::not_all));
  check_says(setup, "--ca-file");
  BOOST_TEST((setup.run({"doctor", "--url", "https://nobody.invalid"}) == ExitCode::not_all));
  check_says(setup, "look up nobody.invalid");
  setup.folder.write("state/ptimport/ledger.sqlite", "");
  BOOST_TEST((setup.run({"doctor", "--url", "https://"}) == ExitCode::not_all), setup.err);
  BOOST_TEST((setup.err.find("unexpected") == std::string::npos), setup.err);
}

BOOST_AUTO_TEST_CASE(a_permission_that_is_missing_is_noted) {
  auto options = practitest();
  options.personal_lacks = {"customize_fields"};
  Setup setup(options);
  BOOST_TEST((setup.run("doctor", {"--project", setup.project(), "--set", "S"}) == ExitCode::ok));
  check_says(setup, "note     changing fields");
  check_says(setup, "an import does without");
}

BOOST_AUTO_TEST_CASE(machines_are_told_the_same) {
  Setup setup;
  setup.run("doctor", {"--project", "99999", "--format", "json"});
  const auto told = boost::json::parse(setup.out).as_object();
  BOOST_TEST(told.at("calls").to_number<int>() == 1);
  BOOST_TEST(told.at("exit_code").to_number<int>() == 1);
  bool has_project = false;
  for (const auto& check : told.at("checks").as_array()) {
    has_project |= check.at("check") == "project" && check.at("state") == "problem";
  }
  BOOST_TEST(has_project);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(config)

BOOST_AUTO_TEST_CASE(each_value_is_shown_with_its_place_and_without_its_password) {
  Setup setup;
  const auto file = setup.folder.write("c.ini", "project = 42\nproxy = u:canary-proxy@host:1\n");
  setup.variables["PTIMPORT_SET"] = "build #12";
  const auto code = setup.run({"config", "--config", file, "--rate", "10"});
  BOOST_TEST((code == ExitCode::ok), setup.err);
  const auto row = [&setup](const std::string& option) {
    const auto at = setup.out.find("\n  " + option + " ");
    BOOST_TEST_REQUIRE((at != std::string::npos), option << " is not in\n" << setup.out);
    return setup.out.substr(at + 1, setup.out.find('\n', at + 1) - at - 1);
  };
  BOOST_TEST((row("project").find("  " + file + ":1") != std::string::npos), row("project"));
  BOOST_TEST((row("set").find("build #12") != std::string::npos));
  BOOST_TEST(row("set").ends_with("  PTIMPORT_SET"));
  BOOST_TEST(row("rate").ends_with("  the command line"));
  BOOST_TEST(row("create").ends_with("  default"));
  BOOST_TEST((row("proxy").find("u@host:1") != std::string::npos), row("proxy"));
  check_says(setup, "token: in the environment, PRACTITEST_TOKEN");
}

BOOST_AUTO_TEST_CASE(what_an_import_would_refuse_is_shown_and_refused) {
  Setup setup;
  BOOST_TEST((setup.run({"config", "--config", "none", "--rate", "fast"}) == ExitCode::usage));
  check_says(setup, "fast");
  check_says(setup, "--rate takes a whole number");
}

BOOST_AUTO_TEST_SUITE_END()
