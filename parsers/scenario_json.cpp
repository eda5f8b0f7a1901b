#include "parsers/scenario_json.hpp"

#include "parsers/inflate.hpp"
#include "parsers/text.hpp"

#include <algorithm>

namespace parsers::bdd {

namespace {

bool may_be_base64(std::string_view content) {
  return std::ranges::all_of(content, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    const auto lower = static_cast<unsigned char>(byte | 0x20U);
    return (lower >= 'a' && lower <= 'z') || (byte >= '0' && byte <= '9') || c == '+' || c == '/' ||
           c == '=' || c == '\n';
  });
}

}  // namespace

Word word_in(JsonText& json, const JsonValue& of) {
  const auto said = of.word("status");
  if (said.empty()) {
    return Word::not_run;
  }
  const auto known = word_of(said);
  if (!known || *known == Word::unknown) {
    json.oddities().add(
        "steps, hooks or scenarios with a status that is unknown, taken for inconclusive: {}",
        json.spot_of(of)
    );
  }
  return known.value_or(Word::unknown);
}

std::string_view text_in(JsonText& json, const JsonValue& of, std::string_view name) {
  const auto& value = of[name];
  if (value.is(JsonValue::Kind::string)) {
    return value.text;
  }
  JoinedText lines;
  for (const auto& [unnamed, line] : value.items()) {
    // An empty line counts too; a text of several pieces leaves it out.
    lines.add(line.text.empty() ? " " : line.text);
  }
  return lines.in(json.document());
}

void add_tags(const JsonValue& of, Result& result) {
  for (const auto& [unnamed, item] : of["tags"].items()) {
    auto tag = item.is(JsonValue::Kind::object) ? item.word("name") : trimmed(item.text);
    tag.remove_prefix(tag.starts_with('@') ? 1 : 0);
    const auto& tags = result.evidence().tags;
    constexpr std::size_t most = 1'000;  // Each is compared with those before it.
    if (!tag.empty() && tags.size() < most && std::ranges::find(tags, tag) == tags.end()) {
      result.make_evidence().tags.push_back(tag);
    }
  }
}

Attachment enclosed_file(
    std::string_view media_type, std::string_view name, std::string_view content
) {
  Attachment file;
  file.media_type = media_type;
  file.name = name;
  file.content = content;
  file.packing = may_be_base64(content) ? Packing::base64 : Packing::unpacked;
  return file;
}

void add_embeddings(JsonText& json, const JsonValue& of, Execution& execution) {
  for (const auto& [unnamed, line] : of["output"].items()) {
    execution.add_output(line.text);
  }
  for (const auto& [unnamed, item] : of["embeddings"].items()) {
    const auto content = item["data"].text;
    if (content.empty()) {
      continue;
    }
    const auto media = item.has("mime_type") ? item.word("mime_type") : item["media"].word("type");
    if (media == "text/x.cucumber.log+plain") {
      if (const auto text = decode_base64(content)) {
        Oddities within;  // Their places are those within the text.
        execution.add_output(json.document().keep(cleaned(*text, within)));
        continue;
      }
    }
    execution.attach(enclosed_file(media, item.word("name"), content));
  }
}

bool holds_embeddings(const JsonValue& of) {
  return !of["output"].items().empty() || !of["embeddings"].items().empty();
}

}  // namespace parsers::bdd
