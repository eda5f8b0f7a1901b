#pragma once

#include "importer/work.hpp"

#include <boost/asio/awaitable.hpp>

#include <span>

namespace importer {

/// Looks at the remembered instances of these tests, after PractiTest refused something that
/// concerns them: a call for every 50. What is there stays as it is; what the set has anew becomes
/// the target; what is not there is to be planned anew. Gives whether any had changed. Throws what
/// the client throws.
boost::asio::awaitable<bool> check_remembered(const Work& work, std::span<const std::size_t> tests);

}  // namespace importer
