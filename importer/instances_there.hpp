#pragma once

#include "importer/work.hpp"

#include <boost/asio/awaitable.hpp>

#include <map>
#include <span>
#include <utility>

namespace importer {

/// Where an instance is: the ids of its set and of its test.
using InstancePlace = std::pair<client::Id, client::Id>;
using InstanceByPlace = std::map<InstancePlace, client::Id>;

InstanceByPlace by_place(const std::vector<client::Instance>& instances);

/// Of a test of the plan that has an id, and whose set has one.
InstancePlace place_of(const Work& work, std::size_t test);

/// Asks which of these tests of the plan, all of which have a place, have an instance there: a call
/// for every 50. Throws what the client throws.
boost::asio::awaitable<InstanceByPlace> instances_there(
    const Work& work, std::span<const std::size_t> tests
);

/// The instances are the tests' targets from now on, and remembered. Gives how many it found.
std::size_t take_instances(
    const Work& work, std::span<const std::size_t> tests, const InstanceByPlace& there
);

/// Whether it still waits for its instance, which it can get, as it has an id.
bool lacks_instance(const Work& work, std::size_t test);

/// Those of the tests that are to get an instance before their runs.
std::vector<std::size_t> tests_without_instance(const Work& work);

/// Takes the instances that another import made since this one looked: those that the ledger
/// knows of or, having waited for the other one, any. Throws what the client throws.
boost::asio::awaitable<void> find_made_meanwhile(
    const Work& work, std::vector<std::size_t> missing, bool waited
);

}  // namespace importer
