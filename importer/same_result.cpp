#include "importer/same_result.hpp"

#include "importer/span.hpp"
#include "importer/text.hpp"

#include <algorithm>
#include <chrono>
#include <initializer_list>
#include <iterator>
#include <unordered_map>

namespace importer {

namespace {

using namespace std::chrono_literals;

constexpr std::string_view separators = ".$+:#/";

/// "(1, 2)" at the end of "adds(1, 2)"; empty when there is none.
std::string_view parameters_in(std::string_view name) {
  const auto close = name.empty() ? '\0' : name.back();
  if (close != ')' && close != ']') {
    return {};
  }
  const auto open = name.find(close == ')' ? '(' : '[');
  return open == std::string_view::npos || open == 0 ? std::string_view() : name.substr(open);
}

std::string dotted(std::string_view name) {
  std::string text(name);
  std::ranges::replace_if(
      text, [](char c) { return separators.find(c) != std::string_view::npos; }, '.'
  );
  return text;
}

std::string squeezed(std::string_view parameters) {
  std::string text;
  for (const char c : parameters) {
    if (std::string_view("()[] \t\n").find(c) == std::string_view::npos) {
      text += c;
    }
  }
  return text;
}

std::string parameters_of(const parsers::Result& result) {
  return squeezed(
      result.parameters.empty() ? parameters_in(text::trimmed(result.name)) : result.parameters
  );
}

/// "Cart.adds" ends "shop.Cart.adds".
bool ends_name(std::string_view whole, std::string_view end) {
  return whole.ends_with(end) &&
         (whole.size() == end.size() || whole[whole.size() - end.size() - 1] == '.');
}

/// What formats call differently, and all of them tell apart.
enum class Kind { passed, failed, left_out, aborted };

Kind kind_of(parsers::Status status) {
  switch (status) {
  case parsers::Status::passed:
    return Kind::passed;
  case parsers::Status::failed:
  case parsers::Status::errored:
    return Kind::failed;
  case parsers::Status::aborted:
    return Kind::aborted;
  case parsers::Status::skipped:
  case parsers::Status::blocked:
  case parsers::Status::not_run:
  case parsers::Status::inconclusive:
    break;
  }
  return Kind::left_out;
}

/// TestNG's JUnit calls an error what could not run, and gives the reason of its own report.
bool is_error_for_blocked(const parsers::Result& one, const parsers::Result& other) {
  return one.status == parsers::Status::errored && other.status == parsers::Status::blocked &&
         !one.evidence().message.empty() && !other.evidence().message.empty();
}

/// On one line; escapes that a tool wrote twice are undone.
std::string plain(std::string_view said) {
  constexpr std::pair<std::string_view, char> escapes[] = {
      {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}, {"&amp;", '&'}};
  std::string text;
  while (!said.empty()) {
    const auto* escape = std::ranges::find_if(escapes, [said](const auto& each) {
      return said.starts_with(each.first);
    });
    const bool found = escape != std::end(escapes);
    text += found ? escape->second : said.front();
    said.remove_prefix(found ? escape->first.size() : 1);
  }
  return text::one_line(text);
}

std::string reason_of(const parsers::Result& result) {
  const auto& evidence = result.evidence();
  const auto message = text::trimmed(evidence.message);
  return plain(message.empty() ? text::first_telling_line(evidence.details) : message);
}

/// Whether one format's reason may be the other's: formats cut it, or say more around it.
bool may_say(const parsers::Result& result, const std::string& reason) {
  const auto& evidence = result.evidence();
  return std::ranges::any_of(
      std::initializer_list{evidence.message, evidence.type, evidence.details},
      [&reason](std::string_view said) { return plain(said).find(reason) != std::string::npos; }
  );
}

bool same_reason(const parsers::Result& one, const parsers::Result& other, bool of_one_format) {
  const auto first = reason_of(one);
  const auto second = reason_of(other);
  if (first.empty() || second.empty() || first == second) {
    return true;
  }
  return !of_one_format && (may_say(one, second) || may_say(other, first));
}

bool same_duration(const parsers::Result& one, const parsers::Result& other, bool of_one_format) {
  if (!one.duration || !other.duration) {
    return true;
  }
  const auto apart = std::chrono::abs(*one.duration - *other.duration);
  return of_one_format ? apart == 0ms : apart <= 1ms;
}

bool same_property_values(const parsers::Suite& one, const parsers::Suite& other) {
  std::unordered_map<std::string_view, std::string_view> values;
  for (const auto& property : other.properties) {
    values.emplace(property.name, property.value);
  }
  return std::ranges::all_of(one.properties, [&values](const parsers::Property& property) {
    const auto found = values.find(property.name);
    return found == values.end() || found->second == property.value;
  });
}

std::string_view host_of(const parsers::Report& report, parsers::SuiteIndex suite) {
  std::optional index = suite;
  while (index && *index < report.suites.size()) {
    if (!report.suites[*index].host.empty()) {
      return report.suites[*index].host;
    }
    index = report.suites[*index].parent;
  }
  return {};
}

/// Of one format: a suite's name may lack its package, nothing else differs between copies.
bool alike(const parsers::Suite& one, const parsers::Suite& other) {
  if (!ends_name(one.name, other.name) && !ends_name(other.name, one.name)) {
    return false;
  }
  const bool other_duration = one.duration && other.duration && *one.duration != *other.duration;
  const bool other_file = !one.file.empty() && !other.file.empty() && one.file != other.file;
  return !other_duration && !other_file && same_property_values(one, other);
}

}  // namespace

std::string bare_name(const parsers::Result& result) {
  auto name = text::trimmed(result.name);
  name.remove_suffix(parameters_in(name).size());
  const auto bare = dotted(name);
  const auto class_name = dotted(text::trimmed(result.class_name));
  if (class_name.empty() || bare == class_name || bare.starts_with(class_name + '.')) {
    return bare;
  }
  return class_name + '.' + bare;
}

std::string_view last_part(const parsers::Result& result) {
  auto name = text::trimmed(result.name);
  name.remove_suffix(parameters_in(name).size());
  return name.substr(name.find_last_of(separators) + 1);
}

SameResult::SameResult(const parsers::Report& one, const parsers::Report& other)
    : one_(one), other_(other), of_one_format_(one.format == other.format) {}

bool SameResult::operator()(const parsers::Result& one, const parsers::Result& other) {
  const bool same_status = of_one_format_ ? one.status == other.status
                                          : kind_of(one.status) == kind_of(other.status) ||
                                                is_error_for_blocked(one, other) ||
                                                is_error_for_blocked(other, one);
  if (!same_status || !same_duration(one, other, of_one_format_)) {
    return false;
  }
  const auto first = bare_name(one);
  const auto second = bare_name(other);
  if (of_one_format_ ? first != second : !ends_name(first, second) && !ends_name(second, first)) {
    return false;
  }
  const auto first_parameters = parameters_of(one);
  const auto second_parameters = parameters_of(other);
  const bool both_tell =
      of_one_format_ || (!first_parameters.empty() && !second_parameters.empty());
  if (both_tell && first_parameters != second_parameters) {
    return false;
  }
  return same_reason(one, other, of_one_format_) && same_suites(one, other);
}

bool SameResult::same_suites(const parsers::Result& one, const parsers::Result& other) {
  if (one.suite >= one_.suites.size() || other.suite >= other_.suites.size()) {
    return true;
  }
  const std::pair both(one.suite, other.suite);
  if (compared_ != both) {
    compared_ = both;
    compared_equal_ = may_be_one_suite(one.suite, other.suite);
  }
  if (!compared_equal_ || !of_one_format_) {
    return compared_equal_;
  }
  const auto first = start_of(one_, one);
  const auto second = start_of(other_, other);
  return !first || !second || !comparable(*first, *second) ||
         since_epoch(*first) == since_epoch(*second);
}

bool SameResult::may_be_one_suite(parsers::SuiteIndex one, parsers::SuiteIndex other) {
  const auto host = host_of(one_, one);
  const auto other_host = host_of(other_, other);
  if (!host.empty() && !other_host.empty() && host != other_host) {
    return false;
  }
  return !of_one_format_ || alike(one_.suites[one], other_.suites[other]);
}

}  // namespace importer
