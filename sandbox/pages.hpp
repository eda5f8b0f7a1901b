#pragma once

#include "sandbox/message.hpp"
#include "sandbox/page_content.hpp"
#include "sandbox/store.hpp"

#include <cstddef>
#include <string>

namespace sandbox {

/// What the pages tell of the sandbox itself.
struct Standing {
  std::string url;  ///< "https://localhost:PORT"
  Id project = 0;
  std::size_t calls = 0;  ///< Of the API, since it was started.
  Id last_call = 0;       ///< Seconds since the epoch; 0 for never.
};

/// Answers a person with a browser: sets, instances, runs, steps and files of a store, as pages
/// that need no token, can only be looked at, and are only shown under a name of this machine.
Response answer_visit(const Request& request, Store& store, const Standing& standing);

}  // namespace sandbox
