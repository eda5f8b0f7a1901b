#pragma once

#include "client/practitest.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>

namespace importer {

/// Throws the UsageError that asks for the project, with those that the token can see.
boost::asio::awaitable<void> ask_for_project(client::PractiTest& practitest);

/// For PractiTest's 404: that there is no such project, and which ones the token can see, if that
/// can be found out.
boost::asio::awaitable<std::string> missing_project(
    client::PractiTest& practitest, client::Id project
);

}  // namespace importer
