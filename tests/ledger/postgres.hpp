#pragma once

#include <string>

/// A PostgreSQL server of the tests' own: on 127.0.0.1, a free port, a temporary folder, as a user
/// without rights. Started when first asked for, stopped at the end of the program.
namespace postgres {

/// False, with the reason printed once, when the server is not installed.
bool available();

int port();
/// Of a new, empty database.
std::string new_database(const std::string& options = "");
/// What psql would do; one value of the last row, empty when there is none.
std::string run(const std::string& uri, const std::string& sql);
/// Of the superuser, for run().
std::string admin();
/// Ends all connections without ado; until start() there is no server.
void stop();
void start();

}  // namespace postgres
