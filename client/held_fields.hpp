#pragma once

#include "client/field_value.hpp"
#include "client/json_reader.hpp"

namespace client {

/// What the fields of a test hold, as the attributes of an answer tell: those that are written when
/// it is made, and all custom ones. Empty ones are left out. In the form in which they are written,
/// but that a number may come as a text. Throws ShapeError.
FieldValues held_fields(const Node& attributes);

/// Whether the field holds this already: the same texts, in whatever order and however they are
/// written in JSON, of a day the day alone.
bool holds(const FieldValues& held, const FieldValue& wanted);

/// The value as people read it: "smoke, slow".
std::string text_of(const FieldValue& value);

}  // namespace client
