#include "parsers/testng_method.hpp"

#include "parsers/html_files.hpp"
#include "parsers/junit_conventions.hpp"
#include "parsers/junit_wording.hpp"
#include "parsers/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>

namespace parsers::testng {

using namespace std::string_view_literals;
using pugi::xml_attribute;
using pugi::xml_node;
using xml::local_name;

Method MethodReader::read(xml_node node, Result& result) {
  auto [method, instance] = read_attributes(node, result);
  if (result.name.empty()) {
    result.name = method.signature;
  }
  JoinedText out;
  for (const auto& child : node.children()) {
    const auto name = local_name(child);
    if (name == "params"sv) {
      result.parameters = parameters(child);
    } else if (name == "exception"sv) {
      method.exception = read_exception(child);
    } else if (name == "reporter-output"sv) {
      read_output(child, out);
    } else if (name == "attributes"sv) {
      read_attributes_of_result(child, result);
    }
  }
  add_instance(instance, result);
  if (const auto text = out.in(tree_.document()); !text.empty()) {
    add_output(text, tree_.spot_of(node), result);
  }
  return method;
}

MethodReader::Attributes MethodReader::read_attributes(xml_node node, Result& result) {
  Attributes attributes;
  auto& method = attributes.method;
  const auto add_property = [&](std::string_view name, pugi::xml_attribute attribute) {
    if (const auto value = trimmed(tree_.value(attribute)); !value.empty()) {
      result.make_evidence().properties.push_back({name, value});
    }
  };
  for (const auto& attribute : node.attributes()) {
    const std::string_view name = attribute.name();
    if (name == "name"sv) {
      result.name = tree_.value(attribute);
    } else if (name == "status"sv) {
      method.status = attribute.value();
    } else if (name == "signature"sv) {
      method.signature = tree_.value(attribute);
    } else if (name == "duration-ms"sv) {
      result.duration = milliseconds(attribute);
    } else if (name == "started-at"sv) {
      result.start = start(attribute);
    } else if (name == "is-config"sv) {
      method.is_configuration = attribute.as_bool();
    } else if (name == "retried"sv) {
      method.retried = attribute.as_bool();
    } else if (name == "test-instance-name"sv) {
      attributes.instance = tree_.value(attribute);
    } else if (name == "groups"sv) {
      method.groups = tree_.value(attribute);
    } else if (name == "description"sv || name == "data-provider"sv ||
               name == "depends-on-methods"sv || name == "depends-on-groups"sv) {
      add_property(name, attribute);
    }
  }
  return attributes;
}

Exception MethodReader::read_exception(xml_node node) {
  if (!node) {
    return {};
  }
  const auto full = node.child("full-stacktrace");
  const auto trace = trimmed_block(tree_.text(full ? full : node.child("short-stacktrace")));
  const auto said = junit::wording(tree_.text(node.child("message")), trace);
  return {tree_.value(node, "class"), said.message, said.details};
}

void MethodReader::read_output(xml_node list, JoinedText& out) {
  for (const auto& line : list.children("line")) {
    const auto text = trimmed_block(tree_.text(line));
    out.add(text);
    printed_.insert(text);
  }
}

/// Testers name screenshots in lines of ours or, because TestNG shows the output in its own pages,
/// in HTML.
void MethodReader::add_output(std::string_view text, const Spot& spot, Result& result) {
  auto& evidence = result.make_evidence();
  evidence.out = text;
  if (junit::has_markers(text)) {
    junit::add_markers(text, evidence);
  }
  add_html_files(tree_, text, spot, result);
}

/// Results can carry attributes that the tests gave them.
void MethodReader::read_attributes_of_result(xml_node list, Result& result) {
  for (const auto& attribute : list.children("attribute")) {
    junit::add_property(
        tree_.value(attribute, "name"), trimmed(tree_.text(attribute)), result.make_evidence()
    );
  }
}

/// "mug, 12, null"; an empty one among several is "".
std::string_view MethodReader::parameters(xml_node list) {
  std::string_view only;
  std::string all;
  std::size_t count = 0;
  for (const auto& parameter : list.children("param")) {
    const auto value = parameter_value(parameter.child("value"));
    if (++count == 1) {
      only = value;
      continue;
    }
    if (count == 2) {
      all = only;
    }
    all.append(", ").append(value);
  }
  return count < 2 ? only : tree_.document().keep(all);
}

std::string_view MethodReader::parameter_value(xml_node value) {
  if (value.attribute("is-null").as_bool()) {
    return "null";
  }
  // A CDATA section holds the value alone, with the blanks that it may have.
  const auto text = tree_.text(value);
  const auto shown = value.first_child().type() == pugi::node_cdata ? text : trimmed(text);
  return shown.empty() ? "\"\""sv : shown;
}

/// The name of an instance tells equal methods of a factory apart, as a parameter does.
void MethodReader::add_instance(std::string_view instance, Result& result) {
  if (instance.empty() || instance == result.name || instance == result.class_name) {
    return;
  }
  result.parameters =
      result.parameters.empty()
          ? instance
          : tree_.document().keep(fmt::format("{}, {}", instance, result.parameters));
}

std::optional<Duration> MethodReader::milliseconds(xml_attribute attribute) {
  const auto text = trimmed(attribute.value());
  if (text.empty()) {
    return std::nullopt;
  }
  constexpr std::uint64_t longest = 1'000'000'000'000'000;
  const auto value = whole_number(text);
  if (!value || *value > longest) {
    tree_.oddities().add(
        "durations that are negative, no number or far too long left out: {}",
        tree_.spot_at(attribute.name())
    );
    return std::nullopt;
  }
  return Duration(*value);
}

/// TestNG up to 6 writes the local time and a Z behind it that means nothing.
std::optional<StartTime> MethodReader::start(xml_attribute attribute) {
  auto time = times_.timestamp(attribute);
  if (time && trimmed(attribute.value()).ends_with('Z')) {
    time->utc_offset.reset();
  }
  return time;
}

}  // namespace parsers::testng
