#include "parsers/ctest_output.hpp"

#include "parsers/inflate.hpp"
#include "parsers/text.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace parsers::ctest {

namespace {

/// Log files shrink to a tenth or a fiftieth; what grows more is meant to fill the memory.
std::size_t most_of(std::size_t packed) {
  constexpr std::size_t always = 1024 * 1024;
  constexpr std::size_t ratio = 200;
  return always + ratio * packed;
}

}  // namespace

std::string_view OutputReader::read(pugi::xml_node value) {
  const auto text = tree_.text(value);
  if (xml::raw(value, "encoding") != "base64") {
    return trimmed_block(text);
  }
  return trimmed_block(unpacked(value, text));
}

std::string_view OutputReader::unpacked(pugi::xml_node value, std::string_view text) {
  const auto bytes = decode_base64(text);
  if (!bytes) {
    tree_.oddities().add("outputs that are no base64 text left out: {}", tree_.spot_of(value));
    return {};
  }
  if (xml::raw(value, "compression").empty()) {
    return kept(value, *bytes);
  }
  // CTest calls it gzip and writes a zlib stream.
  const auto limit = std::min(room_, most_of(bytes->size()));
  const auto inflated = inflate(*bytes, limit);
  room_ -= inflated.text.size();
  if (inflated.end == Inflated::End::cut) {
    tree_.oddities().add(
        "packed outputs cut because they are far too long: {}", tree_.spot_of(value)
    );
  } else if (inflated.end == Inflated::End::broken) {
    tree_.oddities().add(
        "packed outputs that cannot be unpacked to their end, kept up to there: {}",
        tree_.spot_of(value)
    );
  }
  return kept(value, inflated.text);
}

std::string_view OutputReader::kept(pugi::xml_node value, std::string_view text) {
  text = trimmed_block(text);
  if (is_clean(text)) {
    return tree_.document().keep(text);
  }
  Oddities inside;  // Its lines are those of the output, of no use to who looks into the report.
  const auto clean = cleaned(text, inside);
  tree_.oddities().add(
      "packed outputs in which control characters or wrong bytes were removed or replaced: {}",
      tree_.spot_of(value)
  );
  return tree_.document().keep(clean);
}

}  // namespace parsers::ctest
