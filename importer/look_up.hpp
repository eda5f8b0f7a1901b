#pragma once

#include "client/practitest.hpp"
#include "importer/gather.hpp"
#include "importer/options.hpp"
#include "importer/remote.hpp"
#include "importer/settle_fields.hpp"

#include <boost/asio/awaitable.hpp>

#include <functional>

namespace importer {

/// Makes the import's set as a copy of this one.
using CloneSet =
    std::function<boost::asio::awaitable<client::TestSet>(const client::TestSet& source)>;

/// Finds the set, its instances, and those tests that a decision needs, by the fewest calls: what
/// is remembered is not looked at, and a look is only made when it costs less than it can save
/// (look_costs.hpp). A set that is to be cloned is cloned on the way, because only the copy tells
/// which instances it has; without `clone` the instances of the source stand for them. `fields` is
/// for --match-field. Throws what the client throws, and UsageError when `--set-id` names no set,
/// or
/// --match-field no field.
boost::asio::awaitable<Remote> look_up(
    client::PractiTest& practitest,
    const Gathered& gathered,
    const ImportOptions& options,
    const Memory& memory,
    KnownFields& fields,
    const CloneSet& clone = nullptr
);

}  // namespace importer
