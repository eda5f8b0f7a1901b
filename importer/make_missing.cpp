#include "importer/make_missing.hpp"

#include "importer/make_instances.hpp"
#include "importer/make_set.hpp"
#include "importer/make_tests.hpp"

namespace importer {

boost::asio::awaitable<void> make_missing(const Work& work) {
  co_await make_tests(work);
  co_await make_sets(work);
  co_await make_instances(work);
}

}  // namespace importer
