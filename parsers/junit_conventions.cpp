#include "parsers/junit_conventions.hpp"

#include "parsers/text.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace parsers::junit {

namespace {

/// Of a step whose result is not said.
constexpr auto untold = Status::inconclusive;

bool is_number(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<Status> step_status(std::string_view word) {
  struct Word {
    std::string_view word;
    Status status;
  };
  static constexpr std::array words = std::to_array<Word>({
      {"passed", Status::passed},
      {"pass", Status::passed},
      {"success", Status::passed},
      {"failed", Status::failed},
      {"failure", Status::failed},
      {"fail", Status::failed},
      {"error", Status::errored},
      {"errored", Status::errored},
      {"skipped", Status::skipped},
      {"blocked", Status::blocked},
      {"untested", Status::not_run},
      {"retest", Status::not_run},
  });
  for (const auto& known : words) {
    if (equal_ignoring_case(word, known.word)) {
      return known.status;
    }
  }
  return std::nullopt;
}

/// `attachment`, `attachment2`, `attachment_2`.
bool is_attachment(std::string_view name) {
  constexpr std::string_view word = "attachment";
  if (name == "testrail_attachment") {
    return true;
  }
  if (!name.starts_with(word)) {
    return false;
  }
  name.remove_prefix(word.size());
  return is_number(name.substr(name.starts_with('_') && name.size() > 1 ? 1 : 0));
}

/// `step`, `step3`, `step[passed]`, `step3[passed]`; the status where the name is one of these.
std::optional<Status> status_in_step_name(std::string_view name) {
  constexpr std::string_view word = "step";
  if (!name.starts_with(word)) {
    return std::nullopt;
  }
  name.remove_prefix(word.size());
  const auto bracket = name.find('[');
  if (!is_number(name.substr(0, bracket))) {
    return std::nullopt;
  }
  if (bracket == npos) {
    return untold;
  }
  if (!name.ends_with(']')) {
    return std::nullopt;
  }
  return step_status(name.substr(bracket + 1, name.size() - bracket - 2));
}

void add_tags(std::string_view list, char separator, std::vector<std::string_view>& tags) {
  while (!list.empty()) {
    const auto end = std::min(list.find(separator), list.size());
    if (const auto tag = trimmed(list.substr(0, end)); !tag.empty()) {
      tags.push_back(tag);
    }
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

void add_step(Status status, std::string_view text, Evidence& evidence) {
  Step step;
  step.status = status;
  step.name = first_line(text);
  step.details = step.name.size() == trimmed(text).size() ? std::string_view{} : text;
  evidence.steps.push_back(step);
}

/// The path ends at `]]` or `|`; behind the latter there is a JSON object with a type.
Attachment attachment_in(std::string_view marker) {
  const auto bar = marker.find('|');
  Attachment attachment{trimmed(marker.substr(0, bar)), {}};
  constexpr std::string_view key = "\"type\"";
  auto at = bar == npos ? npos : marker.find(key, bar);
  if (at != npos) {
    at = marker.find('"', at + key.size());
    const auto end = at == npos ? npos : marker.find('"', at + 1);
    if (end != npos) {
      attachment.media_type = marker.substr(at + 1, end - at - 1);
    }
  }
  return attachment;
}

constexpr std::string_view attachment_mark = "[[ATTACHMENT|";
constexpr std::string_view property_mark = "[[PROPERTY|";
/// A path or a value that is longer is no marker: the search for its end must not go on for ever.
constexpr std::size_t longest_marker = 8192;
constexpr std::string_view property_end = "[[/PROPERTY]]";

}  // namespace

void add_property(std::string_view name, std::string_view value, Evidence& evidence) {
  if (name == "tag") {
    add_tags(value, '\n', evidence.tags);
  } else if (name == "tags") {
    add_tags(value, ',', evidence.tags);
  } else if (name == "cmake_labels") {
    add_tags(value, ';', evidence.tags);
  } else if (is_attachment(name) && !value.empty()) {
    evidence.attachments.push_back({value, {}});
  } else if (const auto status = status_in_step_name(name)) {
    add_step(*status, value, evidence);
  } else if (name == "testrail_result_step") {
    const auto colon = value.find(':');
    const auto told = colon == npos ? std::nullopt : step_status(trimmed(value.substr(0, colon)));
    add_step(told.value_or(untold), told ? trimmed(value.substr(colon + 1)) : value, evidence);
  } else if (!name.empty() || !value.empty()) {
    evidence.properties.push_back({name, value});
  }
}

void settle_steps(Status result, Evidence& evidence) {
  for (auto& step : evidence.steps) {
    if (step.status == untold && result == Status::passed) {
      step.status = Status::passed;
    }
  }
}

bool has_markers(std::string_view text) {
  for (auto at = text.find("[["); at != npos; at = text.find("[[", at + 1)) {
    const auto rest = text.substr(at);
    if (rest.starts_with(attachment_mark) || rest.starts_with(property_mark)) {
      return true;
    }
  }
  return false;
}

void add_markers(std::string_view text, Evidence& evidence) {
  bool may_close = true;
  for (auto at = text.find("[["); at != npos; at = text.find("[[", at)) {
    const auto rest = text.substr(at, longest_marker);
    const bool attachment = rest.starts_with(attachment_mark);
    const auto mark = attachment ? attachment_mark : property_mark;
    const auto end = rest.starts_with(mark) ? rest.find("]]") : npos;
    at += 2;
    if (end == npos) {
      continue;
    }
    const auto inner = rest.substr(mark.size(), end - mark.size());
    at += end;
    if (attachment) {
      if (const auto found = attachment_in(inner); !found.path.empty()) {
        evidence.attachments.push_back(found);
      }
    } else if (const auto equals = inner.find('='); equals != npos) {
      add_property(inner.substr(0, equals), inner.substr(equals + 1), evidence);
    } else if (may_close) {
      const auto close = text.find(property_end, at);
      may_close = close != npos;
      if (may_close) {
        add_property(inner, trimmed_block(text.substr(at, close - at)), evidence);
        at = close + property_end.size();
      }
    }
  }
}

void apply_conventions(Result& result) {
  if (!result.more) {
    return;
  }
  auto& evidence = *result.more;
  for (const auto text : {evidence.message, evidence.details, evidence.out, evidence.err}) {
    if (has_markers(text)) {
      add_markers(text, evidence);
    }
  }
  settle_steps(result.status, evidence);
}

}  // namespace parsers::junit
