#pragma once

#include <boost/json/value.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sandbox {

/// Faults to inject, one rule a line:
///
///     METHOD RESOURCE [WHICH]: EFFECT[, EFFECT]…
///
/// METHOD    GET, POST, PUT, or * for any.
/// RESOURCE  what follows the project in the path, "runs.json", "runs/auto_create.json",
///           "projects/*.json"; * stands for anything but a slash, and alone for every resource.
/// WHICH     which of the calls that METHOD and RESOURCE fit, counted from 1; nothing for all.
///           #2    the second        #2-4   the second to the fourth
///           #2+   the second on     every 3   the third, the sixth, …
/// EFFECT    "before" (unless "after" is said) means that the call is not carried out:
///           CODE [before|after] [retry-after SECONDS]   answers with this HTTP status
///           CODE late MS    answers at once, and carries the call out MS later, as a server does
///                           whose gateway gave it up
///           drop [before|after]           closes the connection without an answer
///           delay MS [before|after]       waits before carrying out, or before answering
///           cut             closes the connection in the middle of the answer's body
///           html            answers 200 with a page of HTML; the call is carried out
///           garbage         answers 200 with a body that is not JSON; the call is carried out
///           trickle         sends the answer one byte at a time
///           close-idle MS   closes the kept-alive connection MS after the answer, if idle so long
///           reject KEY VALUE    answers 422 to a call with an element whose KEY (instance, test,
///                               set or name) is VALUE; the rule fits only such calls
///           reject KEY VALUE spare        the same, but the other elements are carried out (no
///                               blank may stand in a VALUE before "spare")
///           limit BYTES     answers 413 to a call whose body is larger, as a gateway does; the
///           rule
///                               fits only such calls
///
/// Examples:
///
///     POST runs.json #2: 502 after
///     * * #5-7: 429 retry-after 2
///     POST runs.json: reject instance 300000017
///     GET instances.json every 2: delay 50, cut
///
/// The colon may be left out. Calls answered 401 or 429 by the sandbox itself are not counted.
/// Where several rules fit a call their effects add up, the first rule's going first. 502 and 504
/// come with a page of HTML, as from a load balancer, the others with a JSON error.

/// What is done to one call.
struct Effect {
  bool carry_out = true;
  std::optional<int> code;                        ///< Answered instead of the API's.
  std::optional<int> retry_after;                 ///< Seconds.
  std::optional<std::chrono::milliseconds> late;  ///< Carried out so long after the answer.
  std::optional<std::string> instead;  ///< Body that is carried out in place of the request's.
  bool rejected = false;               ///< By content: the code is 422.
  bool drop = false;
  bool cut = false;
  bool html = false;
  bool garbage = false;
  bool trickle = false;
  std::chrono::milliseconds delay_before{0};
  std::chrono::milliseconds delay_after{0};
  std::optional<std::chrono::milliseconds> close_idle;
};

/// Whether `text` fits `pattern`, where * is anything but a slash; "*" alone fits everything.
bool fits(std::string_view pattern, std::string_view text);

/// A rule with its counter.
class Fault {
public:
  /// Throws std::runtime_error naming the rule and what is wrong with it.
  static Fault parse(const std::string& rule);

  /// Counts the call when it fits, and adds to `effect` when it is one of those meant.
  void apply(
      std::string_view method, std::string_view resource, const std::string& body, Effect& effect
  );

private:
  bool rejects(const std::string& body) const;
  std::string without_rejected(const std::string& body) const;
  bool fits_element(const boost::json::value& element) const;

  std::string method_;
  std::string resource_;
  std::size_t first_ = 1;
  std::size_t last_ = static_cast<std::size_t>(-1);
  std::size_t every_ = 1;
  std::string reject_key_;  ///< Empty for none; an attribute's name.
  std::string reject_value_;
  bool spares_others_ = false;
  std::optional<std::size_t> limit_;  ///< Fits only calls with a larger body.
  Effect effect_;
  std::size_t seen_ = 0;
};

/// The rules in force.
class Faults {
public:
  /// Throws std::runtime_error.
  explicit Faults(const std::vector<std::string>& rules);

  Effect on(std::string_view method, std::string_view resource, const std::string& body);

private:
  std::vector<Fault> faults_;
};

}  // namespace sandbox
