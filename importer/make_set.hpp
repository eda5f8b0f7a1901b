#pragma once

#include "importer/work.hpp"

#include <boost/asio/awaitable.hpp>

namespace importer {

/// Makes the plan's set if there is none, with as many of the tests that come into it as PractiTest
/// takes in that call, and takes their instances. As make_missing().
boost::asio::awaitable<void> make_set(const Work& work);

/// Makes the plan's set as a copy of `source`, with these fields (null: none). Throws what the
/// client throws, and ApiError when PractiTest refuses it.
boost::asio::awaitable<client::TestSet> clone_set(
    const Means& means,
    const ImportOptions& options,
    const client::FieldValues* fields,
    const client::TestSet& source
);

}  // namespace importer
