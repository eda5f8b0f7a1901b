#pragma once

#include "importer/carry_out.hpp"
#include "importer/remote.hpp"

namespace importer {

/// For the tests whose remembered ids turned out to be gone (`done.moved`): looks at PractiTest,
/// plans them anew, and carries that out. `plan` tells afterwards how they went; its forecast stays
/// as it was. `memory` only tells what to forget. Throws what look_up() throws.
boost::asio::awaitable<void> plan_and_carry_out_anew(
    Plan& plan,
    const ImportOptions& options,
    Memory memory,
    const Means& means,
    Progressed& done,
    const std::function<void(std::size_t)>& recorded
);

}  // namespace importer
