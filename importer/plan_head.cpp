#include "importer/plan_head.hpp"

#include "importer/plan_sets.hpp"
#include "importer/plan_values.hpp"
#include "importer/sizes.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

namespace json = boost::json;

namespace importer {

namespace {

using client::Node;
using namespace plan_values;

json::object plan_header(std::string_view kind) {
  return {{"ptimport_plan", plan_format}, {"kind", kind}, {"version", PTIMPORT_VERSION}};
}

void refuse_other_formats(const Node& head, const PlanLineReader& lines) {
  if (!head.find("ptimport_plan")) {
    lines.refuse(
        "it is no saved plan: --plan takes what `ptimport plan --out FILE` wrote; reports are "
        "given without --plan"
    );
  }
  const auto format = head.at("ptimport_plan").count();
  if (format != plan_format) {
    lines.refuse(fmt::format(
        "the plan has format {}, and this ptimport reads format {}: save it anew with this one, "
        "or carry it out with the one that saved it",
        format,
        plan_format
    ));
  }
}

json::object options_object(const ImportOptions& options, bool decided) {
  json::object object;
  for (const auto& option : options.decided) {
    if (!decided && !option.given && !option.is_reading) {
      continue;  // The import of the parts may still say it.
    }
    if (option.is_list) {
      object[option.name] = json::array(option.values.begin(), option.values.end());
    } else {
      object[option.name] = option.values.front();
    }
  }
  return object;
}

SavedOption option_from(std::string name, const Node& value) {
  SavedOption option;
  option.name = std::move(name);
  option.given = true;
  option.is_list = value.value().is_array();
  if (option.is_list) {
    for (const auto& element : value.elements()) {
      option.values.push_back(clean(element));
    }
  } else {
    option.values.push_back(clean(value));
  }
  return option;
}

json::object extension_object(const ListExtension& list) {
  return {
      {"field", list.field},
      {"name", list.name},
      {"values", json::array(list.values.begin(), list.values.end())}};
}

ListExtension extension_from(const Node& node) {
  ListExtension extension;
  extension.field = node.at("field").id();
  extension.name = clean(node.at("name"));
  for (const auto& value : node.at("values").elements()) {
    extension.values.push_back(clean(value));
  }
  require(!extension.values.empty(), "lists/values is empty");
  return extension;
}

}  // namespace

json::object head_of_part(const ImportOptions& options) {
  auto head = plan_header("part");
  head["options"] = options_object(options, false);
  return head;
}

json::object head_of_plan(
    const ImportIdentity& identity, const ImportOptions& options, const Plan& plan
) {
  auto head = plan_header("plan");
  head["practitest"] = {
      {"url", identity.base_url}, {"project", identity.project}, {"set", identity.set}};
  head["build"] = identity.build;
  put_sets(head, plan);
  put(head, "lists", array_of(plan.extensions, extension_object));
  head["body_max"] = plan.max_body;
  head["options"] = options_object(options, true);
  return head;
}

void read_head(
    const Node& head, const PlanLineReader& lines, SavedFields& fields, SavedPlan& plan
) {
  refuse_other_formats(head, lines);
  const auto kind = head.at("kind").text();
  require(kind == "plan" || kind == "part", "kind is neither plan nor part");
  plan.decided = kind == "plan";
  for (const auto& [name, value] : object_of(head.at("options"))) {
    plan.options.push_back(option_from(std::string(name), Node(value)));
  }
  if (plan.decided) {
    const auto place = head.at("practitest");
    plan.identity.base_url = clean(place.at("url"));
    plan.identity.project = number<client::Id>(place.at("project"));
    plan.identity.set = clean(place.at("set"));
    plan.identity.build = clean(head.at("build"));
    read_sets(head, fields, plan);
    for (const auto& list : elements_of(head, "lists")) {
      plan.plan.extensions.push_back(extension_from(list));
    }
    if (const auto most = head.find("body_max")) {
      plan.plan.max_body = number<std::size_t>(*most);
      require(plan.plan.max_body <= gigabyte, "body_max is no size of a call");
    }
  }
}

}  // namespace importer
