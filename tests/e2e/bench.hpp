#pragma once

#include "sandbox/sandbox.hpp"
#include "tests/e2e/process.hpp"
#include "tests/e2e/workspace.hpp"

#include <boost/json/object.hpp>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace e2e {

/// What a call of the program said and did.
struct Told : Ended {
  std::vector<sandbox::LoggedCall> calls;  ///< That came to the sandbox meanwhile.

  std::size_t count(std::string_view method, std::string_view resource) const;
  /// The answer of --format json. Throws when standard output is anything else.
  boost::json::object json() const;
  /// How many results came to this end, "recorded": of --format json.
  std::size_t outcomes(const char* outcome) const;
  bool says(std::string_view text) const;  ///< On standard output or error.
};

/// What a run says without the key that it ends in; requires that there is one.
std::string without_key(const std::string& output);

/// A PractiTest with a token that is told from all other text, and no call limit.
sandbox::Options practitest();

/// A workspace, a PractiTest, and the program with what it needs to reach it.
class Bench {
public:
  explicit Bench(const sandbox::Options& options = practitest());

  /// `ptimport import` and `ptimport plan` with these arguments and `options`, each call as a build
  /// of its own unless the arguments say which. Each call checks
  /// what must never happen: a crash, the token or a control sequence in what is said, more than
  /// 20 items in a call.
  Told import(const std::vector<std::string>& arguments) const;
  Told plan(const std::vector<std::string>& arguments) const;
  /// A command line that the test runs itself.
  Command command(const std::string& verb, const std::vector<std::string>& arguments) const;
  Told run(const Command& command) const;

  /// Writes cases as a report and gives its path.
  std::string report(const std::string& name, const std::vector<Case>& cases) const;
  /// Imports these cases into `set`, so that the project knows them. Requires that it works.
  void has_recorded(const std::vector<Case>& cases, const std::string& set = "Nightly") const;

  std::vector<std::string> test_names() const;
  /// The runs of the test of this name, in order.
  std::vector<sandbox::HeldRun> runs_of(const std::string& test) const;
  /// "test: status" of the instances of the set, in order of creation.
  std::vector<std::string> set_shows(const std::string& set = "Nightly") const;

  Workspace workspace;
  std::unique_ptr<sandbox::Sandbox> server;
  /// Given with every call, unless the arguments have the option themselves.
  std::map<std::string, std::string> options;
  std::map<std::string, std::string> environment;
  std::string input;

private:
  mutable int builds_ = 0;
};

}  // namespace e2e
