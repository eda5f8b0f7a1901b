#pragma once

#include "parsers/json_text.hpp"
#include "parsers/scenario.hpp"

#include <string_view>

/// What the BDD formats that are JSON have in common.
namespace parsers::bdd {

/// The word of `status`; one that nobody writes is unknown, and told.
Word word_in(JsonText& json, const JsonValue& of);

/// A text that is told as one, or as a list of its lines.
std::string_view text_in(JsonText& json, const JsonValue& of, std::string_view name);

/// Adds the items of `tags`, texts or objects with a name, without their `@`, that are not there.
void add_tags(const JsonValue& of, Result& result);

/// Content that stands in the report: in base64, or, where it can be none, as it is.
Attachment enclosed_file(
    std::string_view media_type, std::string_view name, std::string_view content
);

/// Adds `embeddings`, and `output` and what was logged to the output.
void add_embeddings(JsonText& json, const JsonValue& of, Execution& execution);
bool holds_embeddings(const JsonValue& of);

}  // namespace parsers::bdd
