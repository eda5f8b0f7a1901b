#include "importer/make_missing.hpp"

#include "importer/make_instances.hpp"
#include "importer/make_tests.hpp"

namespace asio = boost::asio;

namespace importer {

Targets::Targets(const Plan& plan) {
  for (const auto& planned : plan.tests) {
    tests.push_back(planned.test_id);
    instances.push_back(planned.instance_id);
  }
}

void settle(
    const Plan& plan, std::size_t test, Outcome outcome, const std::string& why, Progressed& done
) {
  for (const auto run : plan.tests[test].runs) {
    done.results[test][run] = {outcome, why};
  }
}

asio::awaitable<void> make_missing(
    const Plan& plan,
    const ImportOptions& options,
    const Means& means,
    Targets& targets,
    Progressed& done
) {
  co_await make_tests(plan, options, means, targets, done);
  co_await make_instances(plan, options, means, targets, done);
}

}  // namespace importer
