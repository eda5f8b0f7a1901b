#include "importer/carry_out.hpp"
#include "importer/look_up.hpp"
#include "importer/progress.hpp"
#include "importer/session.hpp"
#include "importer/summary.hpp"
#include "tests/importer/by_hand.hpp"

#include <boost/test/unit_test.hpp>

#include <sstream>
#include <stdexcept>

BOOST_AUTO_TEST_SUITE(carry_out)

namespace {

boost::asio::awaitable<void> look_plan_and_carry_out(
    client::PractiTest& practitest,
    const importer::Gathered& gathered,
    const importer::ImportOptions& options,
    const std::function<void(std::size_t)>& recorded,
    importer::Plan& plan,
    importer::Progressed& done
) {
  importer::KnownFields fields;
  const auto remote =
      co_await importer::look_up(practitest, gathered, options, importer::Memory(), fields);
  plan = importer::make_plan(gathered, remote, options);
  done = importer::nothing_done_yet(plan);
  importer::Journal journal;
  const importer::Means means{practitest, journal, options.settle, fields};
  co_await importer::carry_out(plan, options, means, done, recorded);
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_recorded_is_known_after_any_failure) {
  const auto reports = by_hand::passed({"adds", "pays"});
  auto options = by_hand::options();
  options.sandbox = true;
  options.set_name = "Nightly";
  const auto gathered = by_hand::gathered(reports, options);
  std::ostringstream err;
  importer::Progress progress(err, -1, false);
  importer::Session session(options, "", progress, nullptr);
  importer::Plan plan;
  importer::Progressed done;
  const std::function<void(std::size_t)> fails = [](std::size_t) {
    throw std::runtime_error("no memory");
  };
  session.run(look_plan_and_carry_out(session.practitest(), gathered, options, fails, plan, done));
  BOOST_TEST(importer::count(done, importer::Outcome::recorded) == 1U);
  BOOST_TEST(done.stopped == importer::ExitCode::not_all);
  BOOST_TEST(done.stop_reason == "unexpected: no memory");
}

BOOST_AUTO_TEST_SUITE_END()
