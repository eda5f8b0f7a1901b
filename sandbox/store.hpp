#pragma once

#include "sandbox/statement.hpp"

#include <soci/soci.h>

#include <chrono>
#include <functional>
#include <string>

namespace sandbox {

/// A system id; SOCI knows long long.
using Id = long long;

/// Each kind of entity has ids of a range of its own, so that an id sent in another's place is
/// never right by chance.
struct Ids {
  Id test = 100'000'000;
  Id set = 200'000'000;
  Id instance = 300'000'000;
  Id run = 400'000'000;
  Id step = 500'000'000;
  Id run_step = 600'000'000;
  Id file = 700'000'000;
};

/// The data, in SQLite. Not for several threads at once.
class Store {
public:
  using Clock = std::function<std::chrono::system_clock::time_point()>;

  /// `file` empty for memory. Makes the tables when missing; throws std::runtime_error.
  Store(const std::string& file, Clock clock);

  soci::session& sql() { return session_; }
  bool in_memory() const { return in_memory_; }
  Ids& last_ids() { return ids_; }  ///< The last given out; count up for a new one.
  Id now() const;                   ///< Seconds since the epoch.

  /// A value kept beside the entities (tokens, the CA); empty when there is none.
  std::string kept(const std::string& key);
  void keep(const std::string& key, const std::string& value);

private:
  bool in_memory_;
  Clock clock_;
  soci::session session_;
  Ids ids_;
};

/// "2026-11-23T22:52:56+00:00"
std::string timestamp(Id seconds);

}  // namespace sandbox
