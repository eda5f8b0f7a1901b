#pragma once

#include "client/error.hpp"
#include "importer/send_files.hpp"
#include "importer/work.hpp"

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

namespace importer {

/// Calls that record several runs each: sends one, and finds out what became of it.
class RunsCall {
public:
  /// Both must outlive it.
  RunsCall(const Work& work, FilesOfRuns& files) : work_(work), files_(files) {}

  /// What came of one call.
  struct Sent {
    CallNumber call = 0;
    bool answered = false;  ///< PractiTest has recorded what its answer names.
    bool unknown = false;
    std::string why;  ///< It is unknown.
    /// The server's no, where one bad run among several may be its reason.
    std::optional<client::ApiError> refusal;
  };

  /// Sends the runs in one call. Every end but those that Sent tells of is settled here. Throws the
  /// ApiError that is the end of the import.
  boost::asio::awaitable<Sent> send(std::span<const Turn> turns);

  /// Asks PractiTest which of the runs of a call are there, and settles these. Gives the others.
  boost::asio::awaitable<std::vector<Turn>> not_there(std::span<const Turn> turns, CallNumber call);

private:
  ExecutionOutcome& outcome(const Turn& turn) const;
  std::uint64_t key_of(const Turn& turn) const;
  bool take(std::span<const Turn> turns, const std::vector<client::Run>& runs);
  void note_recorded(std::span<const Turn> turns);
  void leave_open(std::span<const Turn> turns, const std::string& why);

  const Work& work_;
  FilesOfRuns& files_;
  std::unordered_set<client::Id> ours_;  ///< Runs that are known, where they carry no key.
};

/// Notes that they are not recorded, for this reason.
void refuse(const Work& work, std::span<const Turn> turns, const std::string& why);

}  // namespace importer
