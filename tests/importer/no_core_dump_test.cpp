#include "importer/no_core_dump.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <boost/test/unit_test.hpp>

#include <csignal>

using importer::NoCoreDump;

BOOST_AUTO_TEST_SUITE(no_core_dump)

namespace {

/// How a process ends that may leave a core dump of any size, holds a token, and is shot down.
int end_of_a_crash() {
  const auto child = fork();
  if (child == 0) {
    const rlimit any{RLIM_INFINITY, RLIM_INFINITY};
    setrlimit(RLIMIT_CORE, &any);
    const NoCoreDump none;
    std::signal(SIGABRT, SIG_DFL);
    raise(SIGABRT);
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return status;
}

}  // namespace

BOOST_AUTO_TEST_CASE(is_left_by_a_process_that_holds_the_token) {
  const auto status = end_of_a_crash();
  BOOST_TEST_REQUIRE(WIFSIGNALED(status));
  BOOST_TEST(WTERMSIG(status) == SIGABRT);
  BOOST_TEST(!WCOREDUMP(status));
}

BOOST_AUTO_TEST_CASE(is_forbidden_only_as_long_as_the_token_is_held) {
  const auto before = prctl(PR_GET_DUMPABLE);
  {
    const NoCoreDump none;
    BOOST_TEST(prctl(PR_GET_DUMPABLE) == 0);
  }
  BOOST_TEST(prctl(PR_GET_DUMPABLE) == before);
}

BOOST_AUTO_TEST_SUITE_END()
