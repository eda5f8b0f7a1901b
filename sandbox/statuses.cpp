#include "sandbox/statuses.hpp"

namespace sandbox {

bool is_step_status(std::string_view value) {
  return value == status::passed || value == status::failed || value == status::blocked ||
         value == status::no_run || value == status::not_applicable;
}

void Tally::add(std::string_view value, std::size_t times) {
  if (value == status::passed) {
    passed_ += times;
  } else if (value == status::failed) {
    failed_ += times;
  } else if (value == status::blocked) {
    blocked_ += times;
  } else if (value == status::not_applicable) {
    not_applicable_ += times;
  } else if (value == status::not_completed) {
    not_completed_ += times;
  } else {
    no_run_ += times;
  }
}

std::string_view Tally::status() const {
  if (failed_ > 0) {
    return status::failed;
  }
  if (blocked_ > 0) {
    return status::blocked;
  }
  const bool some_run = passed_ > 0 || not_applicable_ > 0;
  if (not_completed_ > 0 || (some_run && no_run_ > 0)) {
    return status::not_completed;
  }
  if (!some_run) {
    return status::no_run;
  }
  return passed_ > 0 ? status::passed : status::not_applicable;
}

}  // namespace sandbox
