// Runs the commands of docs/manual as its readers would, in one shell a page, against a sandbox
// that stands for PractiTest, and compares what they print with what the page shows.
#include "tests/e2e/workspace.hpp"
#include "tests/manual/page.hpp"

#include "sandbox/sandbox.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fmt/std.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

namespace fs = std::filesystem;
namespace data = boost::unit_test::data;

namespace {

/// Told in front of what the next command prints, and after the last one, with the exit code of the
/// one before.
constexpr char mark = '\x1e';

std::vector<fs::path> pages() {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(MANUAL_DIR)) {
    if (entry.path().extension() == ".md") {
      found.push_back(entry.path());
    }
  }
  std::ranges::sort(found);
  return found;
}

/// What the shell runs: everything that is around a reader, then the page's commands.
std::string script_of(
    const std::vector<manual::Shown>& commands,
    const e2e::Workspace& workspace,
    const sandbox::Address& practitest
) {
  const auto folder = workspace.path();
  auto script = fmt::format(
      "exec 2>&1 </dev/null\n"
      "cd '{0}'\n"
      "export HOME='{0}' LC_ALL=C.UTF-8 TZ=UTC PATH='{1}':\"$PATH\" FIXTURES='{2}'\n"
      "export PTIMPORT_RATE=0 PRACTITEST_TOKEN='{3}' PTIMPORT_URL='{4}' PTIMPORT_CA_FILE='{5}'\n",
      folder.string(),
      fs::path(PTIMPORT).parent_path().string(),
      FIXTURES_DIR,
      practitest.personal_token,
      practitest.url,
      workspace.write(".ca.pem", practitest.ca_pem)
  );
  for (const auto& command : commands) {
    script +=
        fmt::format("{}\ncode=$?; printf '{}%d\\n' $code; (exit $code)\n", command.command, mark);
  }
  return script;
}

/// The commands of the program on a page of recipes, wherever they stand in its blocks. Its project
/// 42 is `project` here.
std::vector<manual::Shown> recipes_in(const fs::path& page, std::int64_t project) {
  std::vector<manual::Shown> commands;
  std::ifstream stream(page);
  bool in_block = false;
  std::size_t number = 0;
  for (std::string line; std::getline(stream, line);) {
    ++number;
    in_block = line.starts_with("```") ? !in_block : in_block;
    const auto at = std::min(line.find("ptimport import "), line.find("ptimport plan "));
    if (!in_block || at == line.npos) {
      continue;
    }
    auto command = line.substr(at);
    if (command.ends_with('\'')) {
      command.pop_back();  // Groovy's.
    }
    const std::string theirs = "--project 42";
    if (const auto option = command.find(theirs); option != command.npos) {
      command.replace(option, theirs.size(), fmt::format("--project {}", project));
    }
    commands.push_back({number, command, {}, false});
  }
  return commands;
}

struct Printed {
  std::vector<std::string> lines;
  int exit_code = -1;
};

std::vector<Printed> run(const std::string& script, const e2e::Workspace& workspace) {
  const auto file = workspace.write(".script", script);
  const auto output = (workspace.path() / ".output").string();
  // Of the environment of the test nothing but PATH may matter.
  const auto shell = fmt::format("env -i PATH=\"$PATH\" timeout 300 bash '{}' >'{}'", file, output);
  BOOST_TEST(std::system(shell.c_str()) != -1);
  std::vector<Printed> all(1);
  std::ifstream stream(output);
  for (std::string line; std::getline(stream, line);) {
    const auto at = line.find(mark);
    if (at == std::string::npos) {
      all.back().lines.push_back(line);
      continue;
    }
    if (at != 0) {
      all.back().lines.push_back(line.substr(0, at));
    }
    all.back().exit_code = std::stoi(line.substr(at + 1));
    all.emplace_back();
  }
  all.pop_back();
  return all;
}

}  // namespace

BOOST_DATA_TEST_CASE(a_page_of_the_manual_is_true, data::make(pages()), page) {
  const auto commands = manual::commands_of(page);
  BOOST_TEST_REQUIRE(!commands.empty());
  sandbox::Options options;
  options.rate = 0;
  const sandbox::Sandbox practitest(options);
  const e2e::Workspace workspace;
  const auto printed = run(script_of(commands, workspace, practitest.address()), workspace);
  BOOST_TEST_REQUIRE(printed.size() == commands.size());
  for (std::size_t i = 0; i < commands.size(); ++i) {
    const auto& command = commands[i];
    const auto said = fmt::format("{}", fmt::join(printed[i].lines, "\n"));
    BOOST_TEST_CONTEXT(
        page.filename().string() << ":" << command.line << ": " << command.command << "\nprints:\n"
                                 << said << "\nexit code " << printed[i].exit_code
    ) {
      if (command.hidden) {
        BOOST_TEST(printed[i].exit_code == 0);
      } else {
        BOOST_TEST(manual::fits(command.output, printed[i].lines));
      }
      BOOST_TEST(said.find(practitest.address().personal_token) == std::string::npos);
    }
  }
}

// The recipes of docs/ci.md are in the languages of CI systems; what they have the shell do is run.
BOOST_AUTO_TEST_CASE(the_commands_of_the_recipes_work) {
  sandbox::Options options;
  options.rate = 0;
  const sandbox::Sandbox practitest(options);
  auto commands =
      recipes_in(fs::path(MANUAL_DIR).parent_path() / "ci.md", practitest.address().project_id);
  BOOST_TEST(commands.size() >= 9U);
  const auto prepare =
      "mkdir -p target/surefire-reports reports build && cp \"$FIXTURES\"/demo/backend/target/"
      "surefire-reports/*.xml target/surefire-reports && cp -r target/surefire-reports "
      "build/reports "
      "&& cp target/surefire-reports/*.xml reports && export GITHUB_STEP_SUMMARY=~/summary.md";
  commands.insert(commands.begin(), {0, prepare, {}, true});
  const e2e::Workspace workspace;
  const auto printed = run(script_of(commands, workspace, practitest.address()), workspace);
  BOOST_TEST_REQUIRE(printed.size() == commands.size());
  for (std::size_t i = 0; i < commands.size(); ++i) {
    BOOST_TEST_CONTEXT(
        "ci.md:" << commands[i].line << ": " << commands[i].command << "\nprints:\n"
                 << fmt::format("{}", fmt::join(printed[i].lines, "\n"))
    ) {
      BOOST_TEST(printed[i].exit_code == 0);
    }
  }
}

BOOST_AUTO_TEST_CASE(dots_stand_for_what_may_differ) {
  using Lines = std::vector<std::string>;
  BOOST_TEST(manual::fits({"took … s, …"}, {"took 0.1 s, 4 calls"}));
  BOOST_TEST(!manual::fits({"took … s"}, {"took 0.1 min"}));
  BOOST_TEST(manual::fits({"first", "…", "last"}, {"first", "a", "b", "last"}));
  BOOST_TEST(manual::fits({"first", "…"}, {"first"}));
  BOOST_TEST(!manual::fits({"first"}, {"first", "second"}));
  BOOST_TEST(!manual::fits({"first", "second"}, {"first"}));
  BOOST_TEST(manual::fits(Lines{}, Lines{}));
}
