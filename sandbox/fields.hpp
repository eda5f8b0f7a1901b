#pragma once

#include "sandbox/call.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox {

/// System and custom fields: fields.json, custom_fields.json, and the check of their values.
class Fields {
public:
  /// A new store gets a few custom fields, one of each common format.
  explicit Fields(Store& store);

  json::object list(const Call& call);         ///< GET fields.json
  json::object list_custom(const Call& call);  ///< GET custom_fields.json
  json::object show(const Call& call, Id id);
  json::object update(const Call& call, Id id);

  /// Reads custom-fields into `rest`. `entity` is "Test", "TestSet", "Instance" or "Run". Throws
  /// Refusal for a field that the entity does not have, or a value that the field refuses.
  void keep_values(Reader& reader, json::object& rest, std::string_view entity) const;

private:
  struct Field {
    bool custom = true;
    std::string name;
    std::string format;
    std::vector<std::string> possible_values;
    std::vector<std::string> entities;
    Id updated_at = 0;
  };

  void load();
  json::object custom_entity(const Call& call, Id id, const Field& field) const;

  Store& store_;
  std::map<Id, Field> fields_;
};

}  // namespace sandbox
