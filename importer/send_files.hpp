#pragma once

#include "client/error.hpp"
#include "importer/work.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <unordered_set>

namespace importer {

/// Whether it is what servers and gateways say of a body that is too large for them (413).
bool says_too_large(const client::ApiError& error);

/// The files of runs at the moment when these are sent: read then, and not before, so that only
/// those of the calls under way are in memory. What does not go as it was planned is noted in
/// `work.done`, each file once, however often its run is sent.
class FilesOfRuns {
public:
  explicit FilesOfRuns(const Work& work) : work_(work) {}

  /// Reads the files of the turn's run into it.
  void add(const Turn& turn, client::NewRun& run);

  /// Bytes of a call with these runs, at most.
  std::size_t body_size(std::span<const Turn> turns) const;

  /// A call of this size was answered 413: no further one is made as large.
  void refused_as_too_large(std::size_t body_size);
  bool is_too_large(std::size_t body_size) const;

  /// For the only run of a call of this size: where that is too large, the run goes without its
  /// files from now on. Whether it had any.
  bool leave_out_of_too_large(const Turn& turn, std::size_t body_size);

private:
  bool has_files(const Turn& turn) const;
  void note(const Turn& turn, const RunFile& file, std::string why);

  const Work& work_;
  std::unordered_set<const Execution*> without_;
  std::unordered_set<const RunFile*> noted_;
};

}  // namespace importer
