#pragma once

#include "client/entities.hpp"
#include "importer/field_choices.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace importer {

/// Values that a list field lacks and is to get.
struct ListExtension {
  client::Id field = 0;
  std::string name;                 ///< The field's.
  std::vector<std::string> values;  ///< Each once, in the order in which they were met.
};

/// The fields of a project, as fields.json tells them, against which values are checked.
class ProjectFields {
public:
  explicit ProjectFields(std::vector<client::Field> fields) : fields_(std::move(fields)) {}

  /// The key of the custom field of this name or key, or the name of a system field. `option` is
  /// the one that asks, without dashes. Throws UsageError where such an entity has none.
  std::string key_of(const std::string& name, client::FieldOwner owner, std::string_view option)
      const;

  /// Gives custom fields that were named by name their keys, and values the form that their fields
  /// take. `where` is who has the values, "shop.Cart.adds". Throws UsageError for a field that such
  /// an entity does not have, and a value that the field cannot hold; what a list only lacks is
  /// noted.
  void settle(client::FieldValues& values, client::FieldOwner owner, const std::string& where);

  /// Values that were met and that no list holds, by field. With `may_extend` false, or where the
  /// list is one of PractiTest's own, throws UsageError if there are any.
  std::vector<ListExtension> missing_values(bool may_extend) const;

private:
  /// A list with what it lacks.
  struct Lacking {
    const client::Field* field;
    client::FieldOwner owner;
    std::vector<std::string> values;
    std::string first;  ///< Where the first of them was met.
  };

  const client::Field* find(
      const std::string& name, client::FieldOwner owner, std::string_view option
  ) const;
  [[noreturn]] void refuse_unknown(
      const std::string& name, client::FieldOwner owner, std::string_view option
  ) const;
  void give_form(
      client::FieldValue& value,
      const client::Field& field,
      client::FieldOwner owner,
      const std::string& where
  );
  void note_missing(
      const client::Field& field,
      client::FieldOwner owner,
      const std::string& value,
      const std::string& where
  );

  std::vector<client::Field> fields_;
  std::vector<Lacking> lacking_;
};

}  // namespace importer
