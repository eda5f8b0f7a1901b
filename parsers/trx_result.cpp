#include "parsers/trx_result.hpp"

#include "parsers/dotnet.hpp"
#include "parsers/junit_conventions.hpp"
#include "parsers/text.hpp"
#include "parsers/xml_child.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace parsers::trx {

namespace {

using namespace std::string_view_literals;
using pugi::xml_node;
using xml::child_named;
using xml::local_name;

struct Outcome {
  std::string_view word;
  Status status;
};

// Source: TestOutcome in vstest's TRX logger; Blocked is of Visual Studio's manual tests.
constexpr std::array outcomes = std::to_array<Outcome>({
    {"Passed", Status::passed},
    {"Completed", Status::passed},
    {"Warning", Status::passed},
    {"PassedButRunAborted", Status::passed},
    {"Failed", Status::failed},
    {"Error", Status::errored},
    {"Timeout", Status::errored},
    {"Aborted", Status::errored},
    {"Disconnected", Status::errored},
    // vstest writes every skipped test as one that was not executed.
    {"NotExecuted", Status::skipped},
    {"NotRunnable", Status::skipped},
    // What other writers put there.
    {"Skipped", Status::skipped},
    {"Ignored", Status::skipped},
    {"Inconclusive", Status::inconclusive},
    {"Blocked", Status::blocked},
    {"Pending", Status::not_run},
    {"InProgress", Status::not_run},
});

bool is_absolute(std::string_view path) {
  return path.starts_with('/') || path.starts_with('\\') || (path.size() > 1 && path[1] == ':');
}

}  // namespace

std::optional<Status> status_of(std::string_view outcome) {
  const auto known = std::ranges::find_if(outcomes, [&](const Outcome& candidate) {
    return equal_ignoring_case(candidate.word, outcome);
  });
  return known == outcomes.end() ? std::nullopt : std::optional(known->status);
}

Status ResultReader::outcome(xml_node node) {
  const auto word = trimmed(tree_.value(node, "outcome"));
  if (word.empty()) {
    return Status::errored;
  }
  const auto status = status_of(word);
  if (!status) {
    tree_.oddities().add("unknown outcomes, taken for errors: {}", tree_.spot_of(node));
  }
  return status.value_or(Status::errored);
}

void ResultReader::read(xml_node node, const Definition* definition, Result& result) {
  result.report_line = tree_.line_of(node);
  result.status = outcome(node);
  result.duration = duration(node);
  result.start = time(node.attribute("startTime"));

  auto display = tree_.value(node, "testName");
  if (definition != nullptr) {
    display = trimmed(display).empty() ? definition->name : display;
    result.class_name = definition->class_name;
    const auto parts = dotnet::split(display, definition->class_name, definition->method);
    result.name = parts.name;
    result.parameters = parts.parameters;
    const auto& described = definition->described;
    if (!described.properties.empty() || !described.tags.empty() ||
        !described.attachments.empty() || !described.steps.empty()) {
      result.make_evidence() = described;
    }
  } else {
    result.name = trimmed(display);
  }
  // The rows of a data source all have the name of the test.
  const auto whole = tree_.value(node.parent().parent(), "testName");
  if (const auto row = trimmed(tree_.value(node, "dataRowInfo"));
      !row.empty() && result.parameters.empty() &&
      (display == whole || (definition != nullptr && display == definition->name))) {
    result.parameters = tree_.document().keep(fmt::format("row {}", row));
  }

  const auto word = trimmed(tree_.value(node, "outcome"));
  if (word == "Warning"sv || word == "PassedButRunAborted"sv) {
    tree_.oddities().add(
        "outcomes Warning and PassedButRunAborted, taken for passed: {}", tree_.spot_of(node)
    );
    result.make_evidence().type = word;
  } else if (result.status == Status::errored && !word.empty()) {
    result.make_evidence().type = word;
  }
  read_output(node, result);
  read_files(node, result);
  junit::apply_conventions(result);
}

std::optional<Duration> ResultReader::duration(xml_node node) {
  const auto attribute = node.attribute("duration");
  if (const auto text = trimmed(tree_.value(attribute)); !text.empty()) {
    const auto span = dotnet::parse_time_span(text);
    if (!span) {
      tree_.oddities().add(
          "durations that are negative, no number or far too long left out: {}",
          tree_.spot_at(attribute.name())
      );
    }
    return span;
  }
  const auto start = time(node.attribute("startTime"));
  const auto finish = time(node.attribute("endTime"));
  return start && finish ? dotnet::between(*start, *finish) : std::nullopt;
}

std::pair<std::string_view, std::string_view> ResultReader::error_of(xml_node node) {
  const auto info = child_named(child_named(node, "Output"), "ErrorInfo");
  auto message = trimmed(tree_.text(child_named(info, "Message")));
  JoinedText details;
  details.add(trimmed_block(tree_.text(child_named(info, "StackTrace"))));
  details.add(trimmed_block(tree_.text(child_named(info, "Exception"))));
  const auto trace = details.in(tree_.document());
  if (message.empty()) {
    message = first_line(trace);
  }
  return {message, trimmed(trace) == message ? std::string_view() : trace};
}

std::string_view ResultReader::out_of(xml_node node) {
  const auto output = child_named(node, "Output");
  JoinedText out;
  out.add(trimmed_block(tree_.text(child_named(output, "StdOut"))));
  out.add(trimmed_block(tree_.text(child_named(output, "DebugTrace"))));
  for (const auto& message : child_named(output, "TextMessages").children()) {
    out.add(trimmed_block(tree_.text(message)));
  }
  return out.in(tree_.document());
}

std::string_view ResultReader::err_of(xml_node node) {
  return trimmed_block(tree_.text(child_named(child_named(node, "Output"), "StdErr")));
}

void ResultReader::read_output(xml_node node, Result& result) {
  if (!child_named(node, "Output")) {
    return;
  }
  const auto [message, details] = error_of(node);
  const auto out = out_of(node);
  const auto err = err_of(node);
  if (message.empty() && details.empty() && out.empty() && err.empty()) {
    return;
  }
  auto& evidence = result.make_evidence();
  evidence.message = message;
  evidence.details = details;
  evidence.out = out;
  evidence.err = err;
}

void ResultReader::read_files(xml_node node, Result& result) {
  const auto folder = tree_.value(node, "relativeResultsDirectory");
  for (const auto& file : child_named(node, "ResultFiles").children()) {
    if (const auto path = trimmed(tree_.value(file, "path")); !path.empty()) {
      result.make_evidence().attachments.push_back({path_of(folder, path), {}});
    }
  }
  for (const auto& collector : child_named(node, "CollectorDataEntries").children()) {
    for (const auto& attachment : child_named(collector, "UriAttachments").children()) {
      const auto path = trimmed(tree_.value(child_named(attachment, "A"), "href"));
      if (!path.empty()) {
        result.make_evidence().attachments.push_back({path_of(folder, path), {}});
      }
    }
  }
}

/// Source: TestRunDirectories in vstest's TRX logger.
std::string_view ResultReader::path_of(std::string_view folder, std::string_view file) {
  if (is_absolute(file)) {
    return file;
  }
  std::string path;
  for (const auto part : {deployment_root_, "In"sv, folder, file}) {
    if (!part.empty()) {
      path += path.empty() ? "" : "/";
      path += part;
    }
  }
  std::ranges::replace(path, '\\', '/');
  return tree_.document().keep(path);
}

}  // namespace parsers::trx
