#pragma once

#include "ledger/ledger.hpp"

#include <filesystem>
#include <optional>

namespace importer {

/// Remembers when an import last went on without its ledger, or found that it had lost writes: what
/// happened until then the ledger may not know. It is the time of an empty file beside the ledger,
/// because a full disk still lets that be changed. Nothing here throws: what cannot be noted is
/// lost, as docs/reliability.md says.
class GoneWithout {
public:
  GoneWithout() = default;  ///< Of no ledger.
  /// `ledger` is its file; the folder may still be missing.
  explicit GoneWithout(const std::filesystem::path& ledger);

  /// Makes the file, as long as there is room for it.
  void prepare() const;
  void note_now() const;
  /// Absent: never, as far as is known.
  std::optional<ledger::Time> last() const;

private:
  std::filesystem::path file_;
};

}  // namespace importer
