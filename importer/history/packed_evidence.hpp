#pragma once

#include "importer/history/build.hpp"
#include "importer/history/leaves.hpp"
#include "importer/packed_file.hpp"

#include "parsers/archives.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace importer::history {

/// How much is kept of files that reports in archives name.
struct EvidenceRoom {
  std::uint64_t most = std::uint64_t{32} << 20U;  ///< Bytes of all of them; 0 when none are sent.
  std::uint64_t largest = most;                   ///< Of one: larger ones are not sent.
  std::size_t files = 100'000;                    ///< Of which anything is known at a time.
};

/// Files in archives that reports name. An archive is gone through for the reports of several
/// builds at a time, and what these name is noted at the same look: where it is and how large, and
/// its bytes too as far as there is room. What has none is looked for once more when it is sent.
class PackedEvidence final : public PackedFiles {
public:
  PackedEvidence(const parsers::archives::Limits& limits, const EvidenceRoom& room)
      : limits_(limits), room_(room) {}

  /// `archive` will be gone through for those of these that lie in it. They will be recorded in
  /// this order, and must stay where they are. What others name is let go.
  void begin_look(const std::string& archive, const std::vector<const Build*>& builds);
  /// Whether any of those names a file.
  bool wants_any() const { return !by_root_.empty(); }
  /// A file of that archive, which is noted if one of the builds names it.
  void take(const Leaf& leaf);

  /// Whether nothing would be found by going through the archive for the build.
  bool knows(const std::string& archive, const Build& build) const;
  /// `path` as in Spot, of a file that a report of the build may name.
  SoughtFile find(const Build& build, const std::string& path);
  /// `path` as find() gave it.
  std::variant<std::string, NotFound> content(const std::string& path) override;

private:
  struct Noted {
    std::string archive;
    std::uint64_t size = 0;
    std::optional<std::string> bytes;
    std::string trouble;  ///< Why it cannot be read.
  };
  struct OfBuild {
    std::size_t turn = 0;                          ///< What is of the last makes room first.
    std::set<std::string> looked;                  ///< Archives.
    std::unordered_map<std::string, Noted> files;  ///< By path.
    std::uint64_t bytes = 0;                       ///< Of those that are kept.
    bool has_too_many = false;
  };
  using Builds = std::unordered_map<const Build*, OfBuild>;

  Builds::iterator owner_of(std::string_view path);
  bool has_room_to_note(Builds::iterator owner);
  bool make_room(std::uint64_t bytes, const OfBuild& owner);
  void read(Noted& noted, OfBuild& owner, const Leaf& leaf);
  void drop_bytes(OfBuild& owner);
  void fetch(const std::string& path, OfBuild& owner);
  void let_go(Builds::iterator build);

  parsers::archives::Limits limits_;
  EvidenceRoom room_;
  std::string archive_;  ///< That is gone through.
  Builds builds_;        ///< That name any.
  std::unordered_map<std::string_view, const Build*> by_root_;
  std::map<std::size_t, const Build*> by_turn_;
  std::size_t noted_ = 0;    ///< Files of all builds.
  std::uint64_t bytes_ = 0;  ///< Kept, of all builds.
};

/// As it stands in Build::named_files; the same within one run of the program.
std::uint64_t hash_of_name(std::string_view name);

}  // namespace importer::history
