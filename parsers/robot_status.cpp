#include "parsers/robot_status.hpp"

#include "parsers/html_text.hpp"
#include "parsers/text.hpp"
#include "parsers/times.hpp"

#include <array>
#include <string>
#include <utility>

namespace parsers::robot {

namespace {

using namespace std::string_view_literals;
using pugi::xml_node;

constexpr auto html_mark = "*HTML*"sv;
constexpr auto no_time = "N/A"sv;

/// `20231018 14:03:28.813` up to schema 4, ISO 8601 since schema 5; the zone is never given.
std::optional<StartTime> time_of(xml::Tree& tree, pugi::xml_attribute attribute) {
  const auto text = trimmed(tree.value(attribute));
  if (text.empty() || text == no_time) {
    return std::nullopt;
  }
  std::optional<StartTime> time;
  constexpr std::size_t date_size = 8;
  if (text.size() > date_size && text[date_size] == ' ') {
    std::string iso(text);
    iso[date_size] = 'T';
    iso.insert(6, "-").insert(4, "-");
    time = parse_timestamp(iso);
  } else {
    time = parse_timestamp(text);
  }
  if (!time) {
    tree.oddities().add(
        "timestamps that cannot be read left out: {}", tree.spot_at(attribute.name())
    );
  }
  return time;
}

void read_times(xml::Tree& tree, xml_node status, Outcome& outcome) {
  const auto end = status.attribute("endtime");
  outcome.start = time_of(tree, status.attribute(end ? "starttime" : "start"));
  const auto elapsed = status.attribute("elapsed");
  if (elapsed) {
    outcome.duration = parse_seconds(tree.value(elapsed));
  } else if (const auto milliseconds = status.attribute("elapsedtime")) {
    const auto value = parse_seconds(tree.value(milliseconds));
    outcome.duration = value ? std::optional(*value / 1000) : std::nullopt;
  } else if (end) {
    const auto finish = time_of(tree, end);
    if (!outcome.start || !finish) {
      return;
    }
    outcome.duration = finish->local - outcome.start->local;
    // The clock was put back meanwhile.
    if (*outcome.duration < Duration(0)) {
      outcome.duration.reset();
    }
  } else {
    return;
  }
  if (!outcome.duration) {
    tree.oddities().add(
        "durations that are negative, no number or far too long left out: {}", tree.spot_of(status)
    );
  }
}

}  // namespace

std::optional<Status> status_of(std::string_view word) {
  static constexpr std::array<std::pair<std::string_view, Status>, 5> words = {
      {{"PASS", Status::passed},
       {"FAIL", Status::failed},
       {"SKIP", Status::skipped},
       {"NOT RUN", Status::not_run},
       {"NOT_RUN", Status::not_run}}};
  for (const auto& [known, status] : words) {
    if (equal_ignoring_case(word, known)) {
      return status;
    }
  }
  return std::nullopt;
}

std::optional<Outcome> outcome_of(xml::Tree& tree, xml_node element) {
  // It is the last child but for hand-made files.
  auto status = element.last_child();
  while (status && xml::local_name(status) != "status"sv) {
    status = status.previous_sibling();
  }
  if (!status) {
    return std::nullopt;
  }
  Outcome outcome;
  const auto known = status_of(trimmed(tree.value(status, "status")));
  if (known) {
    outcome.status = *known;
  } else {
    tree.oddities().add(
        "unknown words in a status attribute, taken for inconclusive: {}", tree.spot_of(status)
    );
  }
  const auto text = trimmed(tree.text(status));
  outcome.message = plain(tree, text);
  outcome.html = text.starts_with(html_mark) ? text : std::string_view{};
  read_times(tree, status, outcome);
  return outcome;
}

std::string_view plain(xml::Tree& tree, std::string_view message) {
  message = trimmed(message);
  if (!message.starts_with(html_mark)) {
    return message;
  }
  return tree.document().keep(text_of_html(message.substr(html_mark.size())));
}

bool is_html(xml_node msg) {
  const auto html = xml::raw(msg, "html");
  return html == "true"sv || html == "yes"sv;
}

}  // namespace parsers::robot
