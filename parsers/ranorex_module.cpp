#include "parsers/ranorex_module.hpp"

#include "parsers/ranorex_values.hpp"
#include "parsers/text.hpp"
#include "parsers/times.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace parsers::ranorex {

namespace {

using namespace std::string_view_literals;
using pugi::xml_node;
using xml::local_name;

/// The next element below `top` in the order of the report.
xml_node next_below(xml_node node, xml_node top) {
  if (node.first_child()) {
    return node.first_child();
  }
  while (node != top && !node.next_sibling()) {
    node = node.parent();
  }
  return node == top ? xml_node{} : node.next_sibling();
}

bool is_failure(xml_node item) {
  const auto level = xml::raw(item, "level");
  return level == "Failure"sv || level == "Error"sv;
}

bool is_error_message(std::string_view name) {
  return name == "errmsg"sv || name == "errormessage"sv;
}

/// The picture as large as it is: the thumbnail that the viewer shows is a link to it.
pugi::xml_attribute picture_of(xml_node element) {
  if (local_name(element) != "img"sv) {
    return {};
  }
  const auto link = element.parent();
  if (local_name(link) == "a"sv && link.attribute("href")) {
    return link.attribute("href");
  }
  return element.attribute("src");
}

}  // namespace

Status ModuleReader::status_of(xml_node activity) {
  const auto known = ranorex::status_of(trimmed(tree_.value(activity, "result")));
  if (!known) {
    tree_.oddities().add(
        "unknown words in a result attribute, taken for inconclusive: {}", tree_.spot_of(activity)
    );
  }
  return known.value_or(Status::inconclusive);
}

std::optional<Duration> ModuleReader::duration_of(xml_node activity) {
  const auto milliseconds = trimmed(tree_.value(activity, "durationms"));
  const auto text = trimmed(tree_.value(activity, "duration"));
  if (milliseconds.empty() && text.empty()) {
    return std::nullopt;
  }
  std::optional<Duration> duration;
  if (!milliseconds.empty()) {
    const auto thousandths = parse_seconds(milliseconds);
    duration = thousandths ? std::optional(*thousandths / 1000) : std::nullopt;
  }
  if (!duration && !text.empty()) {
    duration = parse_duration(text);
  }
  if (!duration) {
    tree_.oddities().add(
        "durations that are negative, no number or far too long left out: {}",
        tree_.spot_of(activity)
    );
  }
  return duration;
}

Step ModuleReader::read(xml_node module, std::string_view prefix) {
  Step step;
  const auto shown = trimmed(tree_.value(module, "displayName"));
  const auto name = shown.empty() ? trimmed(tree_.value(module, "modulename")) : shown;
  step.name = prefix.empty() ? name : tree_.document().keep(fmt::format("{} {}", prefix, name));
  for (const auto& variable : module.child("varbindings").children("varbinding")) {
    secrets_.remember(
        trimmed(tree_.value(variable, "name")), trimmed(tree_.value(variable, "value"))
    );
  }
  step.status = status_of(module);
  step.duration = duration_of(module);
  if (step.status == Status::failed || step.status == Status::aborted) {
    const auto failure = failure_of(module);
    step.message = failure.message;
    step.details = failure.details;
  }
  return step;
}

ModuleReader::Failure ModuleReader::failure_of(xml_node activity) {
  xml_node told;
  xml_node item;
  for (auto node = activity; node; node = next_below(node, activity)) {
    const auto name = local_name(node);
    if (!told && is_error_message(name)) {
      told = node;
    } else if (name == "item"sv && is_failure(node)) {
      item = node;
    }
  }
  Failure failure;
  if (told) {
    failure.message = text_of(told);
  }
  if (item) {
    if (failure.message.empty()) {
      failure.message = text_of(item.child("message"));
    }
    failure.details = trimmed_block(tree_.value(item.child("metainfo"), "stacktrace"));
  }
  failure.message = secrets_.masked(failure.message);
  failure.details = secrets_.masked(failure.details);
  return failure;
}

void ModuleReader::add_screenshots(xml_node activity, Result& result) {
  // An attachment is compared with all others of its result.
  constexpr std::size_t most_screenshots = 500;
  const auto add = [&](pugi::xml_attribute written) {
    const auto value = trimmed(tree_.value(written));
    if (value.empty() || value.starts_with("data:") || contains(value, "://")) {
      return;
    }
    // Ranorex runs on Windows, what reads its reports often does not.
    std::string path(value);
    std::ranges::replace(path, '\\', '/');
    auto& attachments = result.make_evidence().attachments;
    if (attachments.size() < most_screenshots &&
        std::ranges::find(attachments, path, &Attachment::path) == attachments.end()) {
      attachments.push_back({tree_.document().keep(path), {}});
    }
  };
  for (auto node = activity; node; node = next_below(node, activity)) {
    if (local_name(node) == "item"sv) {
      add(node.attribute("errimg"));
    }
    add(picture_of(node));
  }
}

std::string_view ModuleReader::text_of(xml_node message) {
  JoinedText text("");
  for (auto node = message; node; node = next_below(node, message)) {
    if (node.type() == pugi::node_element) {
      // Decodes the pieces of text directly in the element, where they stand.
      tree_.text(node);
      const auto name = local_name(node);
      text.add(name == "br"sv || name == "p"sv ? "\n"sv : ""sv);
      text.add(node.value());
    } else if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
      text.add(node.value());
    }
  }
  return trimmed(text.in(tree_.document()));
}

}  // namespace parsers::ranorex
