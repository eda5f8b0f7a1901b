#pragma once

#include "sandbox/message.hpp"

#include <string_view>

namespace sandbox {

/// Whether a request is for the pages: one for anything but /api that does not ask for JSON and
/// nothing else, as a program does.
bool is_visit(const Request& request);

/// Whether a Host header, with or without a port, names this machine and nothing else. A page
/// elsewhere whose name was made to lead to 127.0.0.1 ("DNS rebinding") is told by its own name.
bool is_loopback(std::string_view host);

}  // namespace sandbox
