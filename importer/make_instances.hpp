#pragma once

#include "importer/work.hpp"

#include <boost/asio/awaitable.hpp>

namespace importer {

/// Makes the instances that are missing in the set, by 20. As make_missing().
boost::asio::awaitable<void> make_instances(const Work& work);

}  // namespace importer
