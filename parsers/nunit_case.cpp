#include "parsers/nunit_case.hpp"

#include "parsers/dotnet.hpp"
#include "parsers/junit_conventions.hpp"
#include "parsers/text.hpp"

#include <algorithm>
#include <array>

namespace parsers::nunit {

namespace {

using namespace std::string_view_literals;
using pugi::xml_node;
using xml::local_name;

std::string_view block(xml::Tree& tree, xml_node node) { return trimmed_block(tree.text(node)); }

/// A failing assertion each. NUnit 3 repeats them all in the failure, but other writers may not.
Said assertions_in(xml::Tree& tree, xml_node list, const Said& failure) {
  JoinedText details;
  std::size_t count = 0;
  std::string_view last;
  for (const auto& assertion : list.children()) {
    if (local_name(assertion) == "assertion"sv) {
      const auto said = said_in(tree, assertion);
      details.add(said.message);
      details.add(said.details);
      last = trimmed(said.message);
      ++count;
    }
  }
  if (count == 0 || contains(failure.message, last)) {
    return failure;
  }
  JoinedText all;
  all.add(failure.details);
  all.add(details.in(tree.document()));
  return {failure.message, all.in(tree.document())};
}

void read_categories(xml::Tree& tree, xml_node list, Evidence& evidence) {
  for (const auto& category : list.children()) {
    if (const auto name = trimmed(tree.value(category, "name")); !name.empty()) {
      evidence.tags.push_back(name);
    }
  }
}

void read_attachments(xml::Tree& tree, xml_node list, Evidence& evidence) {
  for (const auto& attachment : list.children()) {
    for (const auto& part : attachment.children()) {
      if (local_name(part) == "filePath"sv) {
        if (const auto path = trimmed(tree.text(part)); !path.empty()) {
          evidence.attachments.push_back({path, {}});
        }
      }
    }
  }
}

/// NUnit 3 has categories among the properties, and why a test is not run as well.
void read_properties(xml::Tree& tree, xml_node list, Evidence& evidence, Said& reason) {
  for (const auto& property : list.children()) {
    const auto name = tree.value(property, "name");
    const auto value = tree.value(property, "value");
    if (name == "Category"sv) {
      evidence.tags.push_back(value);
    } else if (name == skip_reason) {
      reason.message = reason.message.empty() ? trimmed_block(value) : reason.message;
    } else {
      junit::add_property(name, value, evidence);
    }
  }
}

}  // namespace

Said said_in(xml::Tree& tree, xml_node node) {
  Said said;
  for (const auto& part : node.children()) {
    const auto name = local_name(part);
    if (name == "message"sv) {
      said.message = block(tree, part);
    } else if (name == "stack-trace"sv) {
      said.details = block(tree, part);
    }
  }
  return said;
}

Told read_children(xml::Tree& tree, xml_node node, Result& result) {
  Told told;
  Said why_not_run;
  xml_node assertions;
  for (const auto& child : node.children()) {
    const auto name = local_name(child);
    if (name == "failure"sv) {
      told.failure = said_in(tree, child);
      told.has_failure = true;
    } else if (name == "reason"sv) {
      told.reason = said_in(tree, child);
    } else if (name == "output"sv) {
      if (const auto out = block(tree, child); !out.empty()) {
        result.make_evidence().out = out;
      }
    } else if (name == "properties"sv && child.first_child()) {
      read_properties(tree, child, result.make_evidence(), why_not_run);
    } else if (name == "categories"sv && child.first_child()) {
      read_categories(tree, child, result.make_evidence());
    } else if (name == "attachments"sv && child.first_child()) {
      read_attachments(tree, child, result.make_evidence());
    } else if (name == "assertions"sv) {
      assertions = child;
    }
  }
  auto& main = told.has_failure ? told.failure : told.reason;
  main = assertions_in(tree, assertions, main);
  if (told.reason.message.empty()) {
    told.reason.message = why_not_run.message;
  }
  return told;
}

void conclude(const Told& told, Result& result) {
  const auto& said = told.has_failure ? told.failure : told.reason;
  if (!said.empty()) {
    auto& evidence = result.make_evidence();
    evidence.message = said.message;
    evidence.details = said.details;
    if (const auto exception = exception_in(said.message);
        result.status == Status::errored && !exception.empty()) {
      evidence.type = exception;
    }
  }
  if (!result.more) {
    return;
  }
  auto& evidence = *result.more;
  for (const auto text : {evidence.message, evidence.details, evidence.out}) {
    if (junit::has_markers(text)) {
      junit::add_markers(text, evidence);
    }
  }
  junit::settle_steps(result.status, evidence);
}

void name_case(std::string_view name, std::string_view method, Result& result) {
  name = trimmed(name);
  result.name = dotnet::split(name, {}, method).name;
  // One pair of brackets holds all arguments, whatever brackets are in them.
  const auto bracketed = trimmed(name.substr(result.name.size()));
  if (bracketed.size() > 2) {
    result.parameters = bracketed.substr(1, bracketed.size() - 2);
  }
}

std::string_view exception_in(std::string_view message) {
  constexpr auto separator = " : "sv;
  static constexpr std::array sites = {
      "SetUp : "sv, "TearDown : "sv, "OneTimeSetUp: "sv, "OneTimeTearDown: "sv};
  message = first_line(message);
  for (const auto site : sites) {
    if (message.starts_with(site)) {
      message.remove_prefix(site.size());
    }
  }
  const auto name = message.substr(0, std::min(message.find(separator), message.size()));
  const auto may_stand = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           "._+`"sv.find(c) != std::string_view::npos;
  };
  const bool is_name = name.size() < message.size() && name.find('.') != std::string_view::npos &&
                       std::ranges::all_of(name, may_stand);
  return is_name ? name : std::string_view{};
}

bool is_internal(std::string_view property) {
  return property.starts_with('_') || property == "isRoot"sv || property == "isAssembly"sv;
}

}  // namespace parsers::nunit
