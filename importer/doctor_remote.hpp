#pragma once

#include "client/practitest.hpp"
#include "importer/finding.hpp"
#include "importer/options.hpp"

#include <boost/asio/awaitable.hpp>

#include <vector>

namespace importer {

/// Asks PractiTest, by reading only, whether an import with `options` can work: what the token
/// sees, the project, the set, and which permissions show. Five calls, with more than a hundred
/// projects or fields a few more; it ends early where the rest cannot be asked. What it found goes
/// to the end of `findings`; that the token is refused, once. Throws client::Unreachable and
/// client::Interrupted.
boost::asio::awaitable<void> examine(
    client::PractiTest& practitest, const ImportOptions& options, std::vector<Finding>& findings
);

/// Whether the set that the options name is there, in one call; they name one. Throws
/// client::ApiError where the token is refused.
boost::asio::awaitable<Finding> check_set(
    client::PractiTest& practitest, const ImportOptions& options
);

/// The project that the options name, if it is among these.
Finding check_project(const std::vector<client::Project>& projects, const ImportOptions& options);

/// "42 (Shop), 43 (Bank)", at most ten: what a user may choose from.
std::string project_list(const std::vector<client::Project>& projects);

}  // namespace importer
