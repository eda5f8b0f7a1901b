#pragma once

#include "importer/work.hpp"

#include <boost/asio/awaitable.hpp>

namespace importer {

/// Makes those of the plan's sets that are needed and missing, each with as many of the tests that
/// come into it as PractiTest takes in that call, and takes their instances. As make_missing().
boost::asio::awaitable<void> make_sets(const Work& work);

/// Makes the set of the options as a copy of `source`, with these fields (null: none). Throws what
/// the client throws, and ApiError when PractiTest refuses it.
boost::asio::awaitable<client::TestSet> clone_set(
    const Means& means,
    const ImportOptions& options,
    const client::FieldValues* fields,
    const client::TestSet& source
);

}  // namespace importer
