#pragma once

#include "importer/work.hpp"

#include <boost/asio/awaitable.hpp>

#include <span>
#include <unordered_map>

namespace importer {

using InstanceByTest = std::unordered_map<client::Id, client::Id>;

InstanceByTest by_test(const std::vector<client::Instance>& instances);

/// Asks which of these tests of the plan, all of which have an id, have an instance in the set: a
/// call for every 50. Throws what the client throws.
boost::asio::awaitable<InstanceByTest> instances_there(
    const Work& work, std::span<const std::size_t> tests
);

/// The instances are the tests' targets from now on, and remembered. Gives how many it found.
std::size_t take_instances(
    const Work& work, std::span<const std::size_t> tests, const InstanceByTest& there
);

/// Tests that are to get an instance before their runs, have an id, and have no instance yet.
std::vector<std::size_t> tests_without_instance(const Work& work);

/// Takes the instances that another import made since this one looked: those that the ledger
/// knows of or, having waited for the other one, any. Throws what the client throws.
boost::asio::awaitable<void> find_made_meanwhile(
    const Work& work, std::vector<std::size_t> missing, bool waited
);

}  // namespace importer
