#include "parsers/report_times.hpp"

#include "parsers/dotnet.hpp"
#include "parsers/text.hpp"

#include <algorithm>

namespace parsers {

std::optional<Duration> ReportTimes::seconds(pugi::xml_attribute attribute) {
  const auto value = tree_.value(attribute);
  if (const auto simple = parse_simple_seconds(value)) {
    return simple;
  }
  const auto text = trimmed(value);
  if (text.empty()) {
    return std::nullopt;
  }
  const auto hint = comma_hint(text);
  const auto mark = hint == CommaHint::none ? Comma::decimal : comma();
  // Some writers print hours, minutes and seconds, as .NET does.
  const bool is_clock = text.find(':') != std::string_view::npos;
  const auto duration = is_clock ? dotnet::parse_time_span(text) : parse_seconds(text, mark);
  const auto spot = [&] { return tree_.spot_at(attribute.name()); };
  if (!duration) {
    tree_.oddities().add(
        "durations that are negative, no number or far too long left out: {}", spot()
    );
  } else if (hint == CommaHint::ambiguous) {
    tree_.oddities().add(
        mark == Comma::decimal ? "durations with a comma taken for a decimal mark: {}"
                               : "durations with a comma taken for a thousands mark: {}",
        spot()
    );
  }
  return duration;
}

std::optional<StartTime> ReportTimes::timestamp(pugi::xml_attribute attribute) {
  return timestamp(trimmed(tree_.value(attribute)), attribute.name());
}

std::optional<StartTime> ReportTimes::timestamp(std::string_view text, const char* place) {
  if (text.empty()) {
    return std::nullopt;
  }
  const auto start = parse_timestamp(text);
  if (!start && !says_never(text)) {
    tree_.oddities().add("timestamps that cannot be read left out: {}", tree_.spot_at(place));
  }
  return start;
}

std::optional<Duration> ReportTimes::seconds_in(pugi::xml_node element) {
  const auto text = trimmed(tree_.text(element));
  const auto duration = parse_seconds(text);
  if (!duration && !text.empty()) {
    tree_.oddities().add(
        "durations that are negative, no number or far too long left out: {}",
        tree_.spot_of(element)
    );
  }
  return duration;
}

std::optional<StartTime> ReportTimes::timestamp_in(pugi::xml_node element) {
  return timestamp(trimmed(tree_.text(element)), element.name() - 1);
}

Comma ReportTimes::comma() {
  if (comma_) {
    return *comma_;
  }
  CommaVote vote;
  const auto top = tree_.root();
  for (auto node = top; node;) {
    for (const auto& attribute : node.attributes()) {
      if (std::ranges::find(duration_attributes_, attribute.name()) != duration_attributes_.end()) {
        vote.add(comma_hint(attribute.value()));
      }
    }
    if (const auto child = node.first_child()) {
      node = child;
      continue;
    }
    while (node != top && !node.next_sibling()) {
      node = node.parent();
    }
    node = node == top ? pugi::xml_node{} : node.next_sibling();
  }
  comma_ = vote.verdict();
  return *comma_;
}

}  // namespace parsers
