#include "parsers/xunit_case.hpp"

#include "parsers/dotnet.hpp"
#include "parsers/junit_conventions.hpp"
#include "parsers/text.hpp"
#include "parsers/xml_child.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace parsers::xunit {

namespace {

using namespace std::string_view_literals;
using pugi::xml_node;
using xml::child_named;
using xml::local_name;

std::uint32_t number(std::string_view text) {
  return static_cast<std::uint32_t>(whole_number(text).value_or(0));
}

Status status_of(xml::Tree& tree, xml_node node, std::string_view result) {
  if (equal_ignoring_case(result, "Pass")) {
    return Status::passed;
  }
  if (equal_ignoring_case(result, "Fail")) {
    return Status::failed;
  }
  if (equal_ignoring_case(result, "Skip")) {
    return Status::skipped;
  }
  if (equal_ignoring_case(result, "NotRun")) {
    return Status::not_run;  // Marked as explicit, and not asked for.
  }
  if (result.empty() && child_named(node, "failure")) {
    return Status::failed;
  }
  if (result.empty() && child_named(node, "reason")) {
    return Status::skipped;
  }
  tree.oddities().add("unknown or missing results, taken for errors: {}", tree.spot_of(node));
  return Status::errored;
}

/// Readers of reports know categories under these names.
bool is_category(std::string_view name) {
  constexpr std::array names = {"Category"sv, "TestCategory"sv};
  return std::ranges::any_of(names, [&](auto known) { return equal_ignoring_case(name, known); });
}

void read_traits(xml::Tree& tree, xml_node list, Evidence& evidence) {
  for (const auto& trait : list.children()) {
    const auto name = trimmed(tree.value(trait, "name"));
    const auto value = trimmed(tree.value(trait, "value"));
    if (is_category(name) && !value.empty()) {
      evidence.tags.push_back(value);
    } else if (!name.empty()) {
      junit::add_property(name, value, evidence);
    }
  }
}

/// They stand in the report itself: texts go to the output.
void read_attachments(xml::Tree& tree, xml_node list, Result& result, JoinedText& out) {
  for (const auto& attachment : list.children()) {
    if (attachment.type() != pugi::node_element) {
      continue;
    }
    const auto name = tree.value(attachment, "name");
    if (attachment.attribute("media-type")) {
      Attachment file;
      file.name = name;
      file.media_type = trimmed(tree.value(attachment, "media-type"));
      file.content = trimmed(tree.text(attachment));
      file.packing = Packing::base64;
      result.make_evidence().attachments.push_back(file);
      continue;
    }
    out.add(tree.document().keep(fmt::format("[{}]", name)));
    out.add(trimmed_block(tree.text(attachment)));
  }
}

}  // namespace

Failure failure_in(xml::Tree& tree, xml_node failure) {
  Failure said;
  said.type = trimmed(tree.value(failure, "exception-type"));
  said.message = trimmed(tree.text(child_named(failure, "message")));
  said.details = trimmed_block(tree.text(child_named(failure, "stack-trace")));
  if (said.message.empty()) {
    said.message = trimmed(tree.text(failure));
  }
  if (said.message.empty()) {
    said.message = said.type.empty() ? first_line(said.details) : said.type;
  }
  return said;
}

std::optional<Duration> duration_of(xml::Tree& tree, ReportTimes& times, xml_node node) {
  if (const auto seconds = times.seconds(node.attribute("time"))) {
    return seconds;
  }
  return dotnet::parse_time_span(tree.value(node, "time-rtf"));
}

void read_test(
    xml::Tree& tree, ReportTimes& times, xml_node node, std::string_view outer_class, Result& result
) {
  result.report_line = tree.line_of(node);
  const auto word = trimmed(tree.value(node, "result"));
  result.status = status_of(tree, node, word);
  if (result.status == Status::errored && !word.empty()) {
    result.make_evidence().type = word;
  }
  result.duration = duration_of(tree, times, node);
  result.start = times.timestamp(node.attribute("start-rtf"));
  const auto type = trimmed(tree.value(node, "type"));
  result.class_name = type.empty() ? outer_class : type;
  result.file = tree.value(node, "source-file");
  result.source_line = number(tree.value(node, "source-line"));
  const auto method = tree.value(node, "method");
  const auto display = tree.value(node, "name");
  const auto parts =
      dotnet::split(trimmed(display).empty() ? method : display, result.class_name, method);
  result.name = parts.name;
  result.parameters = parts.parameters;

  JoinedText out;
  JoinedText warnings;
  for (const auto& child : node.children()) {
    const auto name = local_name(child);
    if (name == "failure"sv) {
      const auto said = failure_in(tree, child);
      auto& evidence = result.make_evidence();
      evidence.type = said.type.empty() ? evidence.type : said.type;
      evidence.message = said.message;
      evidence.details = said.details;
    } else if (name == "reason"sv) {
      // Version 1 has a message in it, later ones only text.
      const auto message = child_named(child, "message");
      const auto reason = trimmed(tree.text(message ? message : child));
      if (!reason.empty()) {
        result.make_evidence().message = reason;
      }
    } else if (name == "output"sv) {
      out.add(trimmed_block(tree.text(child)));
    } else if (name == "traits"sv) {
      if (child.first_child()) {
        read_traits(tree, child, result.make_evidence());
      }
    } else if (name == "warnings"sv) {
      for (const auto& warning : child.children()) {
        warnings.add(trimmed_block(tree.text(warning)));
      }
    } else if (name == "attachments"sv) {
      read_attachments(tree, child, result, out);
    }
  }
  const auto all_out = out.in(tree.document());
  const auto all_warnings = warnings.in(tree.document());
  if (!all_out.empty() || !all_warnings.empty()) {
    auto& evidence = result.make_evidence();
    evidence.out = all_out;
    evidence.err = all_warnings;
  }
  junit::apply_conventions(result);
}

}  // namespace parsers::xunit
