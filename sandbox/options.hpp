#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sandbox {

struct Options {
  std::uint16_t port = 0;             ///< 0: any free one. Always on 127.0.0.1.
  std::string data_file;              ///< SQLite file; empty: in memory.
  int rate = 30;                      ///< Calls a minute before 429; 0 for no limit.
  std::string personal_token;         ///< Empty: the data file's, or a random one is made.
  std::string account_token;          ///< Empty: the data file's, or a random one is made.
  std::vector<std::string> faults;    ///< Each a rule in the language of sandbox/faults.hpp.
  std::string certificate = "valid";  ///< Or "expired", "wrong-host", "self-signed".

  /// May the personal token act as somebody else, that is send author-id?
  bool personal_may_impersonate = false;
  /// Permissions that the personal token's owner lacks; calls that need one are answered 403.
  /// Of "tests_editor", "instances_editor", "sets_editor", "runs", "customize_fields".
  std::vector<std::string> personal_lacks;

  bool auto_create = true;   ///< Is there runs/auto_create.json? Else 404.
  bool bulk_search = false;  ///< Is there tests/bulk_search.json (not in the reference)? Else 404.
  bool account = false;      ///< Is there account.json (not in the reference)? Else 404.
  bool users = true;         ///< Does the plan have users.json? Else 403.
  bool retry_after = false;  ///< Does a 429 of the rate limit carry Retry-After?
  bool single_as_object = false;  ///< Is `data` an object when an array of one was created?
  /// Of several tests of the name asked for, auto_create takes the newest instead of the oldest.
  bool auto_create_takes_newest = false;

  /// The shape of error bodies, which the reference does not tell: "objects" for
  /// {"errors":[{"title","detail","source"}]}, "fields" for {"errors":{"field":["…"]}},
  /// "text" for a bare JSON string, "empty" for none.
  std::string error_shape = "objects";
  /// Does the 422 of a batch say in `source` which of its elements is bad? Not with "text".
  bool errors_name_element = false;

  std::size_t max_body = 32U << 20U;  ///< Bytes of a request's body; beyond: 413.
  std::size_t max_target = 8'000;     ///< Bytes of path and query; beyond: 414.
};

}  // namespace sandbox
