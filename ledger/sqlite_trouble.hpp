#pragma once

#include <filesystem>
#include <string>

/// Why a file of SQLite's cannot be used, in words that follow its name ("is a folder; …").
namespace ledger {

/// Makes the file (0600) and its folders (0700) when they are missing. Throws LedgerError when it
/// is not, or cannot be, a file that this user may read and write in a folder where he may write:
/// SQLite needs two more beside it.
void prepare_file(const std::filesystem::path& path);

/// Whether a file system of this type (statfs(2)'s f_type) is shared by machines: SQLite's
/// write-ahead log needs memory that all its users share. Source: sqlite.org/wal.html.
bool is_on_network(long file_system_type);

/// For a result code of SQLite's, extended or not, with the system's errno if there was one.
std::string words_for(const std::filesystem::path& path, int code, int system_error);

std::string words_for_damage(const std::filesystem::path& path);

}  // namespace ledger
