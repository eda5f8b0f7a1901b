#pragma once

#include <chrono>
#include <optional>

namespace client {

/// What one attempt of a call came to.
struct Attempt {
  int number = 1;                ///< 1 for the first; those answered 429 do not count.
  bool changes = false;          ///< The call changes something.
  int status = 0;                ///< 0 when no answer came.
  bool may_have_arrived = true;  ///< Of an attempt without an answer.
  bool may_pass_later = true;    ///< Of an attempt without an answer.
  std::optional<std::chrono::seconds> retry_after;  ///< From the Retry-After header.
};

enum class Next {
  take,    ///< The answer, or the lack of one, is final.
  repeat,  ///< After a pause.
  queue,   ///< As soon as the call budget lets it: it was answered 429 and not carried out.
};

struct Decision {
  Next next = Next::take;
  std::chrono::milliseconds pause{0};  ///< Before repeating.
};

/// What to do after `attempt`. A call that changes something is repeated only while it is certain
/// that it was not carried out. `jitter` is a random number from 0 to 1. No clock, no I/O.
Decision after(const Attempt& attempt, int max_attempts, double jitter);

/// Whether an answer of this status to a call that changes something leaves open if it was
/// carried out: the server, or a gateway in front of it, broke down or gave up on the way.
bool leaves_fate_open(int status);

}  // namespace client
