#pragma once

#include "client/practitest.hpp"
#include "importer/gather.hpp"
#include "importer/plan.hpp"
#include "importer/remote.hpp"
#include "importer/settle_fields.hpp"

#include <boost/asio/awaitable.hpp>

#include <vector>

namespace importer {

/// Finds the tests that hold what results say of the field of --match-field, each of which gets its
/// entry in `remote.by_id`. PractiTest cannot be asked for a field's value: unless `trusted` knows
/// all of them the project's tests are read, by 100, and then no name has to be looked for either.
/// What `memory` knows and no test holds any more is noted as gone. Throws what the client throws,
/// and UsageError where the project has no such field.
boost::asio::awaitable<void> look_up_field(
    client::PractiTest& practitest,
    const Gathered& gathered,
    const ImportOptions& options,
    const Memory& memory,
    const Memory& trusted,
    KnownFields& fields,
    Remote& remote
);

/// Tests of PractiTest that may be the one, when it may have been made a moment ago: those of its
/// name, spelled exactly so, and where it goes by a field those of them that hold its value.
boost::asio::awaitable<std::vector<client::Test>> tests_that_may_be(
    client::PractiTest& practitest, const NamedTest& test, KnownFields& fields
);

/// Says of results whose value no test holds that it is their name which tells their test.
void mark_matched_by_name(Gathered& gathered, const Remote& remote);

/// That results of such a value go to the test that the plan has found for them by its name.
void remember_values(const Plan& plan, ledger::Changes& seen);

}  // namespace importer
