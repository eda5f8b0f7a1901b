#include "parsers/trx_definitions.hpp"

#include "parsers/dotnet.hpp"
#include "parsers/junit_conventions.hpp"
#include "parsers/text.hpp"
#include "parsers/xml_child.hpp"

namespace parsers::trx {

namespace {

using namespace std::string_view_literals;
using pugi::xml_node;
using xml::child_named;
using xml::local_name;

/// Each result of a test gets a copy of its properties, of its tags, and so on.
constexpr std::size_t most_described = 100;

}  // namespace

void Definitions::read(xml_node list) {
  for (const auto& node : list.children()) {
    if (node.type() != pugi::node_element || tree_.is_open(node)) {
      continue;
    }
    const auto index = definitions_.size();
    auto& definition = definitions_.emplace_back();
    definition.name = tree_.value(node, "name");
    definition.storage = tree_.value(node, "storage");
    for (const auto& child : node.children()) {
      if (local_name(child) == "Execution"sv) {
        by_execution_id_.try_emplace(tree_.value(child, "id"), index);
      } else if (child.type() == pugi::node_element) {
        read_child(child, definition);
      }
    }
    // 2147483647 is what a test without a priority says.
    if (const auto priority = tree_.value(node, "priority");
        !priority.empty() && priority != "2147483647"sv) {
      add_property(definition, "priority", priority);
    }
    limit(definition, node);
    by_test_id_.try_emplace(tree_.value(node, "id"), index);
  }
}

void Definitions::read_child(xml_node child, Definition& definition) {
  const auto name = local_name(child);
  if (name == "TestMethod"sv) {
    definition.class_name = dotnet::without_assembly(tree_.value(child, "className"));
    definition.method = tree_.value(child, "name");
    // The storage is in lower case.
    const auto code_base = tree_.value(child, "codeBase");
    definition.storage = code_base.empty() ? definition.storage : code_base;
    const auto adapter = tree_.value(child, "adapterTypeName");
    if (producer_.empty() && adapter.starts_with("executor:")) {
      producer_ = "vstest";
    } else if (producer_.empty() && contains(adapter, "Microsoft.VisualStudio.TestTools")) {
      producer_ = "MSTest";
    }
  } else if (name == "Description"sv) {
    add_property(definition, "description", trimmed(tree_.text(child)));
  } else if (name == "Owners"sv) {
    for (const auto& owner : child.children()) {
      add_property(definition, "owner", tree_.value(owner, "name"));
    }
  } else if (name == "TestCategory"sv) {
    for (const auto& item : child.children()) {
      const auto category = trimmed(tree_.value(item, "TestCategory"));
      if (!category.empty()) {
        definition.described.tags.push_back(category);
      }
    }
  } else if (name == "Properties"sv) {
    for (const auto& property : child.children()) {
      const auto key = trimmed(tree_.text(child_named(property, "Key")));
      add_property(definition, key, trimmed(tree_.text(child_named(property, "Value"))));
    }
  } else if (name == "Workitems"sv || name == "WorkItemIDs"sv) {
    for (const auto& item : child.children()) {
      const auto id = tree_.value(item, "id");
      add_property(definition, "workitem", id.empty() ? trimmed(tree_.text(item)) : id);
    }
  }
}

void Definitions::add_property(
    Definition& definition, std::string_view name, std::string_view value
) {
  if (!name.empty() && !value.empty()) {
    junit::add_property(name, value, definition.described);
  }
}

void Definitions::limit(Definition& definition, xml_node place) {
  std::size_t surplus = 0;
  const auto shorten = [&](auto& list) {
    if (list.size() > most_described) {
      surplus += list.size() - most_described;
      list.resize(most_described);
    }
  };
  shorten(definition.described.properties);
  shorten(definition.described.tags);
  shorten(definition.described.attachments);
  shorten(definition.described.steps);
  if (surplus > 0) {
    tree_.oddities().add("surplus properties of tests left out: {}", tree_.spot_of(place), surplus);
  }
}

const Definition* Definitions::find(std::string_view test_id, std::string_view execution_id) const {
  if (const auto found = by_test_id_.find(test_id); found != by_test_id_.end()) {
    return &definitions_[found->second];
  }
  if (const auto found = by_execution_id_.find(execution_id);
      !execution_id.empty() && found != by_execution_id_.end()) {
    return &definitions_[found->second];
  }
  return nullptr;
}

}  // namespace parsers::trx
