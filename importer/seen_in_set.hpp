#pragma once

#include "client/practitest.hpp"
#include "importer/remote.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>
#include <vector>

/// What PractiTest's answers tell of a set goes into Remote, and into what is to be remembered.
namespace importer {

/// What to ask for where PractiTest compares bytes: the name as we store it, and in the form in
/// which it may have come from elsewhere, where that is another one.
std::vector<std::string> spellings_of(const std::string& name);

/// All sets of this name, by id.
boost::asio::awaitable<std::vector<client::TestSet>> sets_named(
    client::PractiTest& practitest, const std::string& name
);

/// Takes the first of these, which all have the set's name, by id; at least one.
void take_set(std::vector<client::TestSet> named, RemoteSet& set, Remote& remote);

/// Asks for the sets of this name, and takes the first, if there is any.
boost::asio::awaitable<void> find_set_by_name(
    client::PractiTest& practitest, const std::string& name, RemoteSet& set, Remote& remote
);

void take_instance(const client::Instance& instance, RemoteSet& set, Remote& remote);
void take_instances(const std::vector<client::Instance>& instances, RemoteSet& set, Remote& remote);
/// To be called when all are taken.
void sort_instances(RemoteSet& set);

}  // namespace importer
