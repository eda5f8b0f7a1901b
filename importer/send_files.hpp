#pragma once

#include "importer/work.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <unordered_set>

namespace importer {

/// The files of runs at the moment when these are sent: read then, and not before, so that only
/// those of the calls under way are in memory. What does not go as it was planned is noted in
/// `work.done`, each file once, however often its run is sent.
class FilesOfRuns {
public:
  explicit FilesOfRuns(const Work& work) : work_(work) {}

  /// Reads the files of the turn's run into it.
  void add(const Turn& turn, client::NewRun& run);

  /// Whether its run still takes files along.
  bool has_files(const Turn& turn) const;
  /// From now on the run goes without its files.
  void leave_out(const Turn& turn, const std::string& why);

  /// Bytes of a call with these runs, at most.
  std::size_t body_size(std::span<const Turn> turns) const;

  /// A call of this size was answered 413: no further one is made as large.
  void refused_as_too_large(std::size_t body_size);
  bool is_too_large(std::size_t body_size) const;

  /// Why the files of a run stay behind that is too large even alone.
  std::string why_too_large() const;

private:
  void note(const Turn& turn, const RunFile& file, std::string why);

  const Work& work_;
  std::unordered_set<const Execution*> without_;
  std::unordered_set<const RunFile*> noted_;
};

}  // namespace importer
