#include "tests/e2e/bench.hpp"
#include "tests/e2e/history.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace e2e;

BOOST_AUTO_TEST_SUITE(backfill_branches)

namespace {

struct Branches : Bench {
  Told backfill(const std::vector<std::string>& arguments) const {
    return run(command("backfill", arguments));
  }
};

const std::string home = FIXTURES_DIR "/history/multibranch";

}  // namespace

BOOST_AUTO_TEST_CASE(sets_and_fields_have_the_names_that_jenkins_shows) {
  const Branches bench;
  const auto told = bench.backfill(
      {"--set", "{branch}", "--run-field=Build={ci.job} {ci.build}, {ci.branch}", home}
  );
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.set_shows("main").size() == 2U);
  BOOST_TEST(bench.set_shows("feature/gift-cards").size() == 3U);
  BOOST_TEST(bench.set_shows("bugfix/basket-loses-its-lamps-when-the-session-ends").size() == 1U);
  BOOST_TEST(told.says("shop/feature%2Fgift-cards #2"), told.err);
  const auto runs = bench.runs_of("shop.CartTest.takes a gift card");
  BOOST_TEST_REQUIRE(runs.size() == 2U);
  const auto* const field = R"("shop/feature%2Fgift-cards 1, feature/gift-cards")";
  BOOST_TEST(runs[0].attributes.find(field) != std::string::npos, runs[0].attributes);
}

BOOST_AUTO_TEST_CASE(what_was_recorded_by_the_name_of_the_folder_is_recorded_once) {
  const Branches bench;
  const std::string folder = "shop/branches/feature-x.1ttbu8";
  // A version that does not know the names sees what one sees that does not find them.
  write_jenkins_build(bench.workspace, folder, 1, 1'705'291'200'000, many(3));
  const auto path = (bench.workspace.path() / "home").string();
  const auto before = bench.backfill({path});
  BOOST_TEST(before.exit_code == 0, before.err);
  BOOST_TEST(before.says("shop/feature-x.1ttbu8 #1"), before.err);
  bench.workspace.write("home/jobs/" + folder + "/name-utf8.txt", "feature%2Fx");
  write_jenkins_build(bench.workspace, folder, 2, 1'705'377'600'000, many(3, "pays"));
  const auto after = bench.backfill({path});
  BOOST_TEST(after.exit_code == 0, after.err);
  BOOST_TEST(after.says("shop/feature%2Fx #2"), after.err);
  BOOST_TEST(after.says("1  recorded before: no call"), after.out);
  BOOST_TEST(bench.server->runs().size() == 6U);
}

BOOST_AUTO_TEST_SUITE_END()
