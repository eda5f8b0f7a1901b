#pragma once

#include "sandbox/api.hpp"

#include <string_view>

namespace sandbox {

/// One of the calls that the API knows.
struct Api::Route {
  std::string_view method;
  bool in_project;
  std::string_view path;  ///< Without .json.
  Handler handler;
};

}  // namespace sandbox
