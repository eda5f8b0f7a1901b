#pragma once

#include "importer/make_missing.hpp"

namespace importer {

/// Makes the set, if there is none, with the tests that come into it, and the instances that are
/// missing in one that is there. As make_missing().
boost::asio::awaitable<void> make_instances(
    const Plan& plan,
    const ImportOptions& options,
    const Means& means,
    Targets& targets,
    Progressed& done
);

}  // namespace importer
