#include "importer/test_id_rules.hpp"

#include "importer/error.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace importer {

std::vector<IdProperty> id_properties_from(std::string_view list) {
  std::vector<IdProperty> properties;
  if (list == "off") {
    return properties;
  }
  const auto refuse = [whole = list](std::string_view why) {
    throw UsageError(fmt::format(
        "--id-properties takes off, or a list such as practitest_id,test_id=PT (digits are a "
        "display "
        "id, with =system the API's, with =PT no id); '{}' {}",
        whole,
        why
    ));
  };
  for (bool more = true; more;) {
    const auto comma = list.find(',');
    const auto item = text::trimmed(list.substr(0, comma));
    more = comma != std::string_view::npos;
    list.remove_prefix(more ? comma + 1 : list.size());
    const auto equals = item.rfind('=');
    IdProperty property;
    property.name = text::trimmed(item.substr(0, equals));
    if (equals != std::string_view::npos) {
      const auto kind = text::trimmed(item.substr(equals + 1));
      if (kind == "PT") {
        property.digits.reset();
      } else if (kind == "system") {
        property.digits = TestId::Kind::system;
      } else if (kind != "display") {
        refuse("names another kind of id than display, system and PT");
      }
    }
    if (property.name.empty()) {
      refuse("has an empty name in it");
    }
    if (std::ranges::find(properties, property.name, &IdProperty::name) != properties.end()) {
      refuse("names one property twice");
    }
    properties.push_back(std::move(property));
  }
  return properties;
}

}  // namespace importer
