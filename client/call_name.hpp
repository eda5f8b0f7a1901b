#pragma once

#include "client/transport.hpp"

#include <string>

namespace client {

/// What a call is named in messages, "POST sets/5/clone.json": without host, base path, project
/// and query; tests, of which there are many, without their id, "PUT tests/:id.json".
std::string call_name(const Request& request);

}  // namespace client
