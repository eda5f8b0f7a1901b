#pragma once

#include "client/error.hpp"
#include "importer/exit_code.hpp"

#include <optional>
#include <string>

namespace importer {

/// The server's answer in words for the user, with what to do where we know it:
/// "PractiTest answered 403 to POST tests.json (…): …".
std::string explain(const client::ApiError& error);

/// Whether the server misses an author, or may not take the one that was sent: true of every test
/// that this token makes.
bool concerns_author(const client::ApiError& error);

/// Whether the answer concerns the whole import and not one item: refused for 401 and 403,
/// unreachable for 429, 5xx, no answer, and what is no answer of the API's; absent for all else.
std::optional<ExitCode> ends_import(const client::ApiError& error);

/// Whether one bad item among several may be what the server refuses, so that the others are
/// worth sending without it.
bool may_be_one_item(const client::ApiError& error);

}  // namespace importer
