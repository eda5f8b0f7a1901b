#pragma once

#include "importer/make_missing.hpp"

namespace importer {

/// Makes the plan's tests that are missing, several at a time. As make_missing().
boost::asio::awaitable<void> make_tests(
    const Plan& plan,
    const ImportOptions& options,
    const Means& means,
    Targets& targets,
    Progressed& done
);

}  // namespace importer
