#include "parsers/testng_skips.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace parsers::testng {

namespace {

/// The scopes of a method, the narrowest first.
std::array<std::string, 3> scopes(SuiteIndex suite, SuiteIndex test, std::string_view class_name) {
  return {
      fmt::format("{} {}", test, class_name),
      fmt::format("test {}", test),
      fmt::format("suite {}", suite)};
}

std::string key_of(SuiteIndex suite, const Exception& exception) {
  return fmt::format("{} {} {}", suite, exception.type, exception.message);
}

/// Times without a zone belong to one machine; what has none came first.
std::chrono::milliseconds moment(const std::optional<StartTime>& start) {
  return start
             ? start->local.time_since_epoch() - start->utc_offset.value_or(std::chrono::minutes{})
             : std::chrono::milliseconds::min();
}

std::string_view wording(
    const Configuration& cause, std::string_view class_of_test, Document& document
) {
  const bool elsewhere = cause.class_name != class_of_test && !cause.class_name.empty();
  return document.keep(fmt::format(
      "configuration method {}{}{} {}{}{}",
      elsewhere ? cause.class_name : "",
      elsewhere ? "." : "",
      cause.name,
      cause.failed ? "failed" : "skipped",
      cause.exception.message.empty() ? "" : ": ",
      cause.exception.message
  ));
}

}  // namespace

const Configuration* Skips::latest_before(const std::string& scope, const Result& result) const {
  const auto found = by_scope_.find(scope);
  if (found == by_scope_.end()) {
    return nullptr;
  }
  // Times have whole seconds, and methods of the same second stand in any order.
  const auto& list = found->second;
  const auto limit = result.start ? moment(result.start) : std::chrono::milliseconds::max();
  const auto after = std::ranges::upper_bound(list, limit, {}, [&](Index index) {
    return moment(configurations_[index].start);
  });
  return after == list.begin() ? nullptr : &configurations_[*std::prev(after)];
}

const Configuration* Skips::cause_of(const Skip& skip, const Result& result) const {
  if (!skip.exception.type.empty()) {
    // TestNG 7 repeats the exception of the configuration method in all that it broke.
    const auto same = by_exception_.find(key_of(skip.suite, skip.exception));
    return same == by_exception_.end() ? nullptr : &configurations_[same->second];
  }
  for (const auto& scope : scopes(skip.suite, result.suite, result.class_name)) {
    if (const auto* const cause = latest_before(scope, result)) {
      return cause;
    }
  }
  return nullptr;
}

/// What repeats the exception of a configuration method was broken by that one. All else may be due
/// to one in a narrower scope, or nearer in time, and these do not stand in the order of time.
bool Skips::is_certain(const Skip& skip, const Configuration* cause) const {
  return skip.suite != open_ ||
         (cause != nullptr && !skip.exception.type.empty() && !skip.may_be_repeated);
}

std::uint64_t Skips::explain(Report& report, Document& document) {
  for (Index index = 0; index < configurations_.size(); ++index) {
    const auto& configuration = configurations_[index];
    for (auto& scope : scopes(configuration.suite, configuration.test, configuration.class_name)) {
      by_scope_[std::move(scope)].push_back(index);
    }
    by_exception_.try_emplace(key_of(configuration.suite, configuration.exception), index);
  }
  for (auto& [scope, list] : by_scope_) {
    std::ranges::stable_sort(list, {}, [&](Index index) {
      return moment(configurations_[index].start);
    });
  }

  std::vector<bool> explains(configurations_.size());
  std::vector<bool> uncertain(report.results.size());
  for (const auto& skip : skips_) {
    auto& result = report.results[skip.result];
    const auto* const cause = cause_of(skip, result);
    if (!is_certain(skip, cause)) {
      uncertain[skip.result] = true;
      continue;
    }
    if (cause == nullptr) {
      continue;
    }
    explains[static_cast<Index>(cause - configurations_.data())] = true;
    result.status = cause->failed ? Status::blocked : Status::skipped;
    auto& evidence = result.make_evidence();
    evidence.type = cause->exception.type;
    evidence.message = wording(*cause, result.class_name, document);
    evidence.details = cause->exception.details;
  }
  for (Index index = 0; index < configurations_.size(); ++index) {
    const auto& configuration = configurations_[index];
    if (configuration.failed && !explains[index] && configuration.suite != open_) {
      report.run_errors.push_back(
          {configuration.test,
           wording(configuration, {}, document),
           configuration.exception.details,
           configuration.report_line}
      );
    }
  }
  auto& results = report.results;
  std::size_t place = 0;
  // Asked of each once, in order.
  const auto is_uncertain = [&](const Result&) { return uncertain[place++]; };
  const auto kept = std::remove_if(results.begin(), results.end(), is_uncertain);
  const auto count = static_cast<std::uint64_t>(results.end() - kept);
  results.erase(kept, results.end());
  return count;
}

}  // namespace parsers::testng
