#pragma once

#include "parsers/report.hpp"

#include <optional>
#include <string_view>

/// What the reports of .NET's test tools have in common: how they write times and names.
namespace parsers::dotnet {

/// A TimeSpan in its constant form, `[d.]hh:mm:ss[.fffffff]`, cut to milliseconds; hours beyond 24
/// are accepted. Nothing for all else, and for a negative one.
/// Source: .NET's documentation of the standard TimeSpan format strings.
std::optional<Duration> parse_time_span(std::string_view text);

/// Time from one to the other; nothing when it is negative, or when only one has a zone.
std::optional<Duration> between(const StartTime& start, const StartTime& finish);

/// The last part of a path in Windows' or Unix' form.
std::string_view base_name(std::string_view path);

/// `Shop.CartTest` of the assembly qualified `Shop.CartTest, Shop.Tests, Version=1.0.0.0`.
std::string_view without_assembly(std::string_view type_name);

/// The parts of a display name; both are views into it.
struct TestName {
  std::string_view name;
  std::string_view parameters;  ///< Without brackets, where one pair encloses all of them.
};

/// Tells the parameters apart where the display name begins with what the test is called in its
/// source: `Shop.CartTest.Adds(count: 1)`, `Adds (1,2)`, `Adds<Int32>(1)`. Its class is left out of
/// the name. A name of the tester's own choice stays in one piece.
TestName split(std::string_view display, std::string_view class_name, std::string_view method);

}  // namespace parsers::dotnet
