#include "importer/completion.hpp"
#include "importer/error.hpp"
#include "tests/importer/folder.hpp"

#include <sys/wait.h>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <sstream>

using importer::completion_script;
namespace data = boost::unit_test::data;
using Words = std::vector<std::string>;

BOOST_AUTO_TEST_SUITE(completion)

namespace {

std::string output_of(const std::string& command) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::string output;
  for (int c = std::fgetc(pipe.get()); c != EOF; c = std::fgetc(pipe.get())) {
    output += static_cast<char>(c);
  }
  return output;
}

/// What bash offers, in `folder`, when TAB is pressed behind the last of the words.
Words offered(const Folder& folder, const Words& typed) {
  folder.write("script.bash", completion_script("bash"));
  std::ostringstream line;
  line << "cd '" << folder.path().string() << "' && bash -c 'source script.bash; COMP_WORDS=(";
  for (const auto& word : typed) {
    line << '"' << word << "\" ";
  }
  // compopt speaks to a completion that is under way, and here none is.
  line << "); COMP_CWORD=" << typed.size() - 1
       << "; compopt() { :; }; _ptimport; printf \"%s\\n\" \"${COMPREPLY[@]}\"'";
  std::istringstream answer(output_of(line.str()));
  Words words;
  for (std::string word; std::getline(answer, word);) {
    words.push_back(word);
  }
  return words;
}

struct Typed {
  const char* what;
  Words words;
  Words offered;
};

std::ostream& operator<<(std::ostream& out, const Typed& typed) { return out << typed.what; }

const Typed typed_lines[] = {
    {"a command", {"ptimport", "in"}, {"init", "inspect"}},
    {"an option", {"ptimport", "import", "--on-am"}, {"--on-ambiguous"}},
    {"an option behind a report", {"ptimport", "inspect", "r.xml", "--che"}, {"--check"}},
    {"a choice", {"ptimport", "import", "--region", ""}, {"us", "eu"}},
    {"a choice of this command", {"ptimport", "inspect", "--format", "c"}, {"ctrf"}},
    {"a report", {"ptimport", "plan", "repo"}, {"report.xml"}},
    {"a file", {"ptimport", "import", "--token-file", "repo"}, {"report.xml"}},
    {"nothing where anything may stand", {"ptimport", "import", "--set", ""}, {""}},
    {"a topic", {"ptimport", "help", "exit"}, {"exit-codes"}},
};

}  // namespace

BOOST_DATA_TEST_CASE(of_bash_offers, data::make(typed_lines), typed) {
  const Folder folder;
  folder.write("report.xml");
  BOOST_TEST(offered(folder, typed.words) == typed.offered, boost::test_tools::per_element());
}

BOOST_DATA_TEST_CASE(is_what_the_shell_understands, data::make({"bash", "zsh", "fish"}), shell) {
  const auto name = std::string(shell);
  if (std::system(("command -v " + name + " >/dev/null").c_str()) != 0) {
    BOOST_TEST_MESSAGE("completion of " << name << ": skipped, " << name << " is not installed");
    return;
  }
  const Folder folder;
  const auto script = folder.write("script", completion_script(name));
  BOOST_TEST(std::system((name + " -n '" + script + "'").c_str()) == 0);
}

BOOST_AUTO_TEST_CASE(of_another_shell_is_refused_with_the_names_of_those_there_are) {
  BOOST_CHECK_EXCEPTION(completion_script("tcsh"), importer::UsageError, [](const auto& error) {
    return std::string(error.what()).find("zsh or fish") != std::string::npos;
  });
}

BOOST_AUTO_TEST_SUITE_END()
