#pragma once

#include <stdexcept>
#include <string>

namespace client {

/// PractiTest answered, and the answer is no (or makes no sense).
class ApiError : public std::runtime_error {
public:
  ApiError(std::string call, int status, std::string words);

  const std::string& call() const { return call_; }  ///< "POST runs.json": never a query or token.
  int status() const { return status_; }             ///< HTTP status of the answer.
  const std::string& words() const {
    return words_;
  }  ///< The server's own, one line; may be empty.

private:
  std::string call_;
  int status_;
  std::string words_;
};

/// No answer at all, after all the retries that were safe. `what()` says which step failed and
/// why, for the user: "connect to api.practitest.com:443: connection refused".
class Unreachable : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// The work was stopped from outside (Ctrl-C, a deadline of the whole import) before this call
/// was sent.
class Interrupted : public std::runtime_error {
public:
  Interrupted() : std::runtime_error("interrupted") {}
};

}  // namespace client
