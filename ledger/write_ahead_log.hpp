#pragma once

#include <filesystem>

namespace ledger {

/// Whether the write-ahead log beside the ledger of this path holds writes behind a place that does
/// not fit its checksum: SQLite takes that place for the end of the log, so that what was confirmed
/// may be gone without an error. To be asked before the ledger is opened. Leftovers of a write that
/// was never confirmed look the same. False without such a log. The format is that of
/// https://www.sqlite.org/fileformat2.html#walformat.
bool may_have_lost_writes(const std::filesystem::path& ledger);

}  // namespace ledger
