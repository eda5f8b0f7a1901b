#include "importer/result_words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace importer {

namespace {

std::string_view value_in(const std::vector<parsers::Property>& properties, std::string_view name) {
  const auto found = std::ranges::find_if(properties, [name](const parsers::Property& property) {
    return property.name == name && !property.value.empty();
  });
  return found == properties.end() ? std::string_view() : found->value;
}

}  // namespace

std::string_view simple_class(const parsers::Result& result) {
  return result.class_name.substr(result.class_name.rfind('.') + 1);
}

std::string_view package(const parsers::Result& result) {
  const auto dot = result.class_name.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : result.class_name.substr(0, dot);
}

std::string_view suite_name(const parsers::Report& report, const parsers::Result& result) {
  return result.suite < report.suites.size() ? report.suites[result.suite].name
                                             : std::string_view();
}

std::string suite_path_text(const parsers::Report& report, const parsers::Result& result) {
  std::string path;
  if (result.suite >= report.suites.size()) {
    return path;  // A report may fail without having a suite.
  }
  for (const auto suite : parsers::suite_path(report, result.suite)) {
    path += fmt::format("{}{}", path.empty() ? "" : " / ", suite);
  }
  return path;
}

std::string_view property(
    const parsers::Report& report, const parsers::Result& result, std::string_view name
) {
  auto value = value_in(result.evidence().properties, name);
  std::optional<parsers::SuiteIndex> suite = result.suite;
  while (value.empty() && suite && *suite < report.suites.size()) {
    value = value_in(report.suites[*suite].properties, name);
    suite = report.suites[*suite].parent;
  }
  return value;
}

std::string_view report_name(const parsers::Report& report) {
  const std::string_view path = report.source;
  auto name = path.substr(path.find_last_of("/\\") + 1);
  // Ranorex' ending has a dot in it.
  if (constexpr std::string_view data = ".data"; name.ends_with(".rxlog.data")) {
    name.remove_suffix(data.size());
  }
  return name.substr(0, name.rfind('.') == 0 ? name.npos : name.rfind('.'));
}

const KnownPlaceholders& result_placeholders() {
  static const KnownPlaceholders all{
      {"classname"},
      {"class"},
      {"package"},
      {"name"},
      {"suite"},
      {"suite_path"},
      {"file"},
      {"parameters"},
      {"report"},
      {"property", "NAME"},
  };
  return all;
}

std::string word_of(
    const parsers::Report& report, const parsers::Result& result, const Placeholder& placeholder
) {
  const auto& name = placeholder.name;
  if (name == "suite_path") {
    return suite_path_text(report, result);
  }
  return std::string(
      name == "classname"    ? result.class_name
      : name == "class"      ? simple_class(result)
      : name == "package"    ? package(result)
      : name == "name"       ? result.name
      : name == "suite"      ? suite_name(report, result)
      : name == "file"       ? result.file
      : name == "parameters" ? result.parameters
      : name == "report"     ? report_name(report)
      : name == "property"   ? property(report, result, placeholder.argument)
                             : std::string_view()
  );
}

}  // namespace importer
