#pragma once

#include "importer/attachments.hpp"
#include "importer/history/build.hpp"
#include "importer/history/in_order.hpp"
#include "importer/history/packed_evidence.hpp"
#include "importer/reading_options.hpp"
#include "importer/reports.hpp"

#include "parsers/archives.hpp"

#include <boost/asio/thread_pool.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

namespace importer::history {

/// Reads builds again, one after the other, each on all cores. A tar is a stream, and each look
/// into one begins at its beginning: so what the reports of the builds that come next hold is kept
/// at the same look.
class ReadBuilds {
public:
  /// Builds that will be read after this one, in that order. They must stay where they are.
  using Coming = std::function<std::vector<const Build*>()>;

  static constexpr std::uint64_t usual_most = std::uint64_t{64} << 20U;

  /// At most `most` bytes are kept. More of them make fewer looks, of which there are then as many
  /// as an archive, unpacked, has times `most`.
  explicit ReadBuilds(
      const ReadingOptions& options,
      const parsers::archives::Limits& limits = {},
      std::uint64_t most = usual_most,
      const EvidenceRoom& evidence = {}
  )
      : options_(options),
        limits_(limits),
        most_(most),
        evidence_(limits, evidence),
        cores_(number_of_cores()) {}

  /// The build's reports; what was unreadable at the first look is among them, and what is not as
  /// it was then. `coming` is asked when an archive has to be looked into.
  Reports read(const Build& build, const Coming& coming = nullptr);
  /// Where the files lie that these reports name, until another build is read.
  FilesOf files_of(const Build& build);

  /// How often an archive was gone through.
  std::size_t looks() const { return looks_; }

private:
  struct Kept {
    std::string bytes;
    Time modified;
  };

  bool keeps_all_in(const std::string& archive, const Build& build) const;
  void look_for_evidence(const std::string& archive, const Build& build);
  void look_into(const std::string& archive, const Build& build, const Coming& coming);

  const ReadingOptions& options_;
  parsers::archives::Limits limits_;
  std::uint64_t most_;
  std::unordered_map<std::string, Kept> kept_;  ///< By Spot::path.
  const Build* last_ = nullptr;  ///< Its reports are still kept: it may be read twice.
  PackedEvidence evidence_;
  boost::asio::thread_pool cores_;
  std::size_t looks_ = 0;
};

}  // namespace importer::history
