#include "sandbox/page_words.hpp"

#include "sandbox/call.hpp"
#include "sandbox/statuses.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <ctime>
#include <vector>

namespace sandbox {

namespace {

constexpr std::size_t longest_text = 16U << 10U;

constexpr std::array status_order{
    status::passed,
    status::failed,
    status::blocked,
    status::not_completed,
    status::not_applicable,
    status::no_run};

bool has_own_place(std::string_view key) { return key == "description" || key == "scenario"; }

// "automated-fields" and "script_name" as people say them.
std::string spoken(std::string_view key) {
  std::string words(key);
  std::replace(words.begin(), words.end(), '-', ' ');
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

std::string value_words(const json::value& value) {
  if (value.is_null()) {
    return {};
  }
  if (const auto* text = value.if_string()) {
    return {text->data(), text->size()};
  }
  if (const auto* array = value.if_array()) {
    std::vector<std::string> words;
    for (const auto& each : *array) {
      words.push_back(value_words(each));
    }
    return fmt::format("{}", fmt::join(words, ", "));
  }
  return json::serialize(value);
}

}  // namespace

std::string when(Id seconds) {
  return seconds == 0
             ? "never"
             : fmt::format(
                   "{:%Y-%m-%d %H:%M:%S} UTC", fmt::gmtime(static_cast<std::time_t>(seconds))
               );
}

std::string counted(std::size_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

std::string_view kind_of(std::string_view value) {
  if (value == status::passed) {
    return "passed";
  }
  if (value == status::failed) {
    return "failed";
  }
  return value == status::blocked ? "blocked" : "other";
}

std::string slug_of(std::string_view value) {
  std::string slug(value);
  for (auto& c : slug) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : '-';
  }
  return slug;
}

json::array bar(const browse::Statuses& statuses) {
  std::size_t total = 0;
  for (const auto& [name, number] : statuses) {
    total += number;
  }
  json::array parts;
  std::size_t length = 0;
  for (const auto name : status_order) {
    const auto at = statuses.find(std::string(name));
    if (at != statuses.end()) {
      json::object part;
      part["kind"] = kind_of(name);
      part["x"] = length;
      // One failure of 50,000 is to be seen as well.
      const auto width = std::max<std::size_t>(1'000 * at->second / total, 8);
      part["width"] = width;
      length += width;
      parts.push_back(std::move(part));
    }
  }
  json::array bars;
  if (length > 0) {
    json::object drawn;
    drawn["length"] = length;
    drawn["parts"] = std::move(parts);
    drawn["words"] = in_words(statuses);
    bars.push_back(std::move(drawn));
  }
  return bars;
}

std::string in_words(const browse::Statuses& statuses) {
  std::vector<std::string> words;
  for (const auto name : status_order) {
    const auto at = statuses.find(std::string(name));
    if (at != statuses.end()) {
      words.push_back(fmt::format("{} {}", at->second, name));
    }
  }
  return fmt::format("{}", fmt::join(words, ", "));
}

void add_fact(json::array& facts, std::string_view name, std::string_view value) {
  if (!value.empty()) {
    json::object fact;
    fact["name"] = name;
    fact["value"] = value;
    facts.push_back(std::move(fact));
  }
}

void add_attributes(
    json::array& facts,
    const std::string& rest,
    const std::map<std::string, std::string>& field_names
) {
  for (const auto& [key, value] : from_text(rest)) {
    const auto* object = value.if_object();
    if (object == nullptr && !has_own_place(key)) {
      add_fact(facts, spoken(key), shortened(value_words(value)));
    } else if (object != nullptr) {
      for (const auto& [inner, each] : *object) {
        const auto field = field_names.find(std::string(inner));
        const auto name = field == field_names.end() ? spoken(inner) : field->second;
        add_fact(facts, name, shortened(value_words(each)));
      }
    }
  }
}

std::string attribute_text(const std::string& rest, std::string_view key) {
  const auto attributes = from_text(rest);
  const auto* value = attributes.if_contains(key);
  return value == nullptr ? std::string() : shortened(value_words(*value));
}

bool is_shortened(const std::string& text) { return text.size() > longest_text; }

std::string shortened(const std::string& text) {
  if (!is_shortened(text)) {
    return text;
  }
  auto end = longest_text;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  return fmt::format(
      "{}\n… {} of {} bytes are not shown here", text.substr(0, end), text.size() - end, text.size()
  );
}

}  // namespace sandbox
